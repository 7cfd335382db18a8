/** A compiled spec on columns: the same decisions, fills, fees and equity as the gated backtest, for runs by the thousand. */
// No gate is asked: where a limit would refuse an order the two part ways. Dossiers come from ../backtest/run.ts.
import type { StrategyLimits } from '../../../shared/domain/limits.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { Feed, PreparedFeeds } from '../backtest/feeds.ts';
import type { BacktestCosts } from '../backtest/types.ts';
import { createCommission } from '../matching/commission.ts';
import { ColumnEngine } from './engine.ts';
import { createMarket, type Market } from './market.ts';
import type { RunCosts } from './run-costs.ts';
import type { Sizer } from './signal-plan.ts';
import { SpecStrategy } from './spec-strategy.ts';
import type { RunOptions, RunResult } from './strategy.ts';

export interface SpecRunInput {
  readonly spec: StrategySpec;
  /** From `prepareFeeds` of ../backtest/feeds.ts; its columns are shared, its signals are those of the parameters to run. */
  readonly feeds: PreparedFeeds;
  readonly costs: BacktestCosts;
  readonly capital: number;
  readonly limits: StrategyLimits;
  readonly intrabar: 'worst' | 'best';
  readonly from?: number;
  readonly to?: number;
  /** Made once by {@link marketOfFeeds} when many runs share their bars. */
  readonly market?: Market;
}

/** Share of a bar's volume that orders take: as in the gated backtest and on paper. */
const participation = 0.1;

/** The market behind prepared feeds; columns are shared. */
export const marketOfFeeds = (prepared: PreparedFeeds): Market =>
  createMarket(
    prepared.feeds.map((f) => ({ symbol: f.symbol, timeframe: '1d', columns: f.columns, ends: f.ends })),
    prepared.feeds.map((f) => f.instrument),
  );

/** The costs of the gated backtest as those of a run. */
export function costsOfBacktest(costs: BacktestCosts): RunCosts {
  const fees = createCommission({
    bps: costs.commissionBps,
    perShare: costs.commissionPerShare,
    minimum: costs.commissionMinimum,
  });
  return {
    hasFees: true,
    fees,
    slippage: () => costs.slippageBps,
    holding: [],
    needsHistory: false,
    fixedSlippageBps: costs.slippageBps,
    names: ['per-share', 'percent', 'fixed-slippage'],
  };
}

/** Any run of a spec on a market: fills, costs and account as chosen, sizing in place of the spec's own where it is given. */
export function runSpecOn(
  market: Market,
  spec: StrategySpec,
  feeds: readonly Feed[],
  limits: StrategyLimits,
  options: RunOptions,
  sizers?: readonly Sizer[],
): { readonly result: RunResult; readonly engine: ColumnEngine } {
  const engine = new ColumnEngine(market, options);
  return { result: engine.run(new SpecStrategy(spec, feeds, limits, sizers)), engine };
}

/** Runs a spec over prepared feeds as the gated backtest does. The result belongs to the caller. */
export function runSpec(input: SpecRunInput): RunResult {
  const { spec, feeds, limits, from, to } = input;
  const market = input.market ?? marketOfFeeds(feeds);
  const options: RunOptions = {
    capital: input.capital,
    costs: costsOfBacktest(input.costs),
    fills: { intrabar: input.intrabar, marketAt: 'next-open', participation, halfSpread: 0, slippageInBar: false },
    account: { buying: 'gross', leverage: limits.maxGrossLeverage, excess: 'cut', maintenance: 0 },
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
  return runSpecOn(market, spec, feeds.feeds, limits, options).result;
}
