/** One run of a strategy with other parameters, in a window: what every study asks for. The only place that knows the engine. */
import { ensureDefined } from '../../../shared/core/assert.ts';
import type { Timeframe } from '../../../shared/domain/bar.ts';
import type { StrategyLimits } from '../../../shared/domain/limits.ts';
import type { Performance, TradeRecord } from '../../../shared/domain/metrics.ts';
import { computePerformance } from '../../../shared/quant/metrics/performance.ts';
import { periodsPerYear } from '../../../shared/quant/metrics/periods.ts';
import { type CompiledStrategy, compileStrategy } from '../../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { Dataset } from '../../kernel/ports.ts';
import { prepareFeeds } from '../backtest/feeds.ts';
import type { RegimeHistory, SignalHistory } from '../backtest/histories.ts';
import { backtestPortfolioLimits } from '../backtest/limits.ts';
import { performanceOf, type Window } from '../backtest/performance.ts';
import { runBacktest } from '../backtest/run.ts';
import type { BacktestCosts } from '../backtest/types.ts';
import type { Market } from '../columnar/market.ts';
import { marketOfFeeds, runSpec } from '../columnar/run-spec.ts';
import { createGate } from '../orders/gate.ts';
import { type Parameters, withParameters } from './sweep/space.ts';

/** What a study learns from a run. */
export interface StudyOutcome {
  readonly capital: number;
  /** Close times of the moments, and the equity after each. */
  readonly times: ArrayLike<number>;
  readonly equity: ArrayLike<number>;
  readonly trades: readonly TradeRecord[];
  /** Exposure is not measured and null. */
  readonly performance: Performance;
  /** Value of all fills, in account currency. */
  readonly tradedNotional: number;
  /** Fees and slippage, in account currency. */
  readonly costs: number;
}

/** The statistics of a part of a run, with the positions it came in with. */
export function performanceWithin(outcome: StudyOutcome, window: Window, timeframe: Timeframe): Performance {
  const { capital, times, equity, trades, tradedNotional, costs } = outcome;
  return performanceOf(
    {
      capital,
      times: Array.from(times),
      equity: Array.from(equity),
      trades: [...trades],
      timeframe,
      exposure: [],
      costs: { commission: costs, slippage: 0, tradedNotional },
    },
    window,
  );
}

/** Runs with some parameters changed; signals may look back before the window, trades may not. */
export type Evaluate = (parameters: Parameters, window?: Window) => StudyOutcome;

export interface EvaluateInput {
  readonly spec: StrategySpec;
  readonly dataset: Dataset;
  readonly regime?: RegimeHistory | undefined;
  readonly signal?: SignalHistory | undefined;
  readonly costs: BacktestCosts;
  readonly capital: number;
  readonly limits: StrategyLimits;
}

function compiledOf(spec: StrategySpec): CompiledStrategy {
  const compiled = compileStrategy(spec);
  if (compiled.ok) return compiled.value;
  throw new Error(`the strategy does not compile: ${compiled.error.message} (${compiled.error.where})`);
}

/** Runs on columns: what the gated backtest does as long as no limit refuses an order. @throws Error when a variant does not compile. */
export function createEvaluate(input: EvaluateInput): Evaluate {
  const { dataset, costs, capital, limits } = input;
  let market: Market | undefined;
  return (parameters, window = {}) => {
    const spec = withParameters(input.spec, parameters);
    const feeds = prepareFeeds(compiledOf(spec), dataset, input.regime, input.signal);
    market ??= marketOfFeeds(feeds);
    const result = runSpec({ spec, feeds, market, costs, capital, limits, intrabar: 'worst', ...window });
    const symbols = feeds.feeds.map((f) => f.symbol);
    const trades = Array.from({ length: result.trades.count }, (_, i) => result.trades.record(i, symbols));
    const { times, equity, totals } = result;
    return {
      capital,
      times,
      equity,
      trades,
      tradedNotional: totals.tradedNotional,
      costs: totals.fees + totals.slippage,
      performance: computePerformance({
        equity: [capital, ...equity],
        trades,
        periodsPerYear: periodsPerYear[spec.timeframe],
        exposure: [],
        tradedNotional: totals.tradedNotional,
        costs: totals.fees + totals.slippage,
      }),
    };
  };
}

/** The same by the backtest a dossier comes from, in which every order passes the gate with the strategy's limits. */
export function gatedPerformance(input: EvaluateInput, parameters: Parameters, window: Window = {}): Performance {
  const { dataset, costs, capital, limits } = input;
  const spec = withParameters(input.spec, parameters);
  const portfolioLimits = backtestPortfolioLimits(limits);
  const result = runBacktest({
    spec,
    dataset,
    regime: input.regime,
    signal: input.signal,
    costs,
    capital,
    limits,
    gate: createGate({ limits: () => portfolioLimits, latch: { level: () => 'armed' } }),
    intrabar: 'worst',
    deploymentId: 'bt-study-variant',
    ...window,
  });
  return performanceOf(result);
}

/** Close times of a spec's first symbol with bars: the calendar by which windows are cut. */
export function calendarOf(spec: StrategySpec, dataset: Dataset): Float64Array {
  let longest: Float64Array | undefined;
  for (const symbol of spec.symbols) {
    const times = dataset.series(symbol, spec.timeframe)?.columns.closeTime;
    if (times !== undefined && times.length > (longest?.length ?? 0)) longest = times;
  }
  return ensureDefined(longest, 'a study is refused before when no symbol has bars');
}
