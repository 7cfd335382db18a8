/** Runs what `quantai backtest` asked for, in the worst and the best case, beside its benchmark. */
import type { Feed as SpecFeed } from '../../agents/engine/backtest/feeds.ts';
import type { Account } from '../../agents/engine/columnar/account.ts';
import { type ChosenPart, chooseCosts, chooseFills, defaultFills } from '../../agents/engine/columnar/chosen-parts.ts';
import type { Feed, Market } from '../../agents/engine/columnar/market.ts';
import { createRunCosts } from '../../agents/engine/columnar/run-costs.ts';
import { runSpecOn } from '../../agents/engine/columnar/run-spec.ts';
import {
  createSizer,
  type SignalColumns,
  type SignalOptions,
  type Sizer,
} from '../../agents/engine/columnar/signal-plan.ts';
import { createSignalRunner } from '../../agents/engine/columnar/signals.ts';
import type { RunOptions, RunResult } from '../../agents/engine/columnar/strategy.ts';
import { allMetrics } from '../../agents/engine/columnar/summary.ts';
import { ok, type Result } from '../../shared/core/result.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import type { StrategyLimits } from '../../shared/domain/limits.ts';
import type { TradeRecord } from '../../shared/domain/metrics.ts';
import type { MetricValue } from '../../shared/quant/metrics/define.ts';
import { periodsPerYear } from '../../shared/quant/metrics/periods.ts';
import type { CompiledStrategy } from '../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';
import type { BacktestMarket } from './backtest-market.ts';

export interface RunRequest {
  /** A strategy, or its signals as columns. */
  readonly strategy:
    | { readonly spec: StrategySpec; readonly compiled: CompiledStrategy }
    | { readonly signals: SignalColumns };
  readonly data: BacktestMarket;
  readonly capital: number;
  readonly leverage: number;
  readonly fills: readonly ChosenPart[];
  readonly costs: readonly ChosenPart[];
  readonly sizing: ChosenPart | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Closes of the benchmark by close time, joined as of each moment. */
  readonly benchmark: { readonly name: string; readonly times: Float64Array; readonly close: Float64Array } | undefined;
}

export interface BacktestAnswer {
  readonly times: readonly number[];
  readonly equity: readonly number[];
  readonly trades: readonly (TradeRecord & {
    readonly entryBar: number;
    readonly exitBar: number;
    readonly adverse: number;
    readonly favourable: number;
  })[];
  readonly openPositions: readonly {
    readonly symbol: string;
    readonly quantity: number;
    readonly averagePrice: number;
    readonly marketPrice: number;
  }[];
  readonly finalEquity: number;
  readonly totals: RunResult['totals'];
  readonly orders: number;
  readonly fillCount: number;
  readonly rejected: number;
  readonly marginCalls: number;
  readonly metrics: Record<string, MetricValue>;
  /** Equity when what can go either way inside a bar goes for the better; empty where nothing can. */
  readonly bestEquity: readonly number[];
  /** Benchmark from the capital; empty without one. */
  readonly benchmark: readonly number[];
  readonly warnings: readonly string[];
}

const instrumentOf = (market: Market, s: number, lotSize: number): Instrument => ({
  symbol: market.symbols[s] as string,
  name: market.symbols[s] as string,
  kind: 'equity',
  sector: 'Unknown',
  currency: 'USD',
  tickSize: market.tickSize[s] as number,
  lotSize,
  tradable: true,
  delistedAt: null,
});

export function runRequest(request: RunRequest): Result<BacktestAnswer> {
  const { strategy, data, capital } = request;
  const { market } = data;
  const fills = chooseFills(request.fills);
  if (!fills.ok) return fills;
  const costs = chooseCosts(request.costs);
  if (!costs.ok) return costs;
  const sizers: Sizer[] = [];
  if (request.sizing !== undefined)
    for (const feed of market.feeds) {
      const sizer = createSizer(feed, request.sizing);
      if (!sizer.ok) return sizer;
      sizers.push(sizer.value);
    }
  const { leverage } = request;
  const limits = {
    capital,
    maxPositionShare: leverage,
    maxGrossLeverage: leverage,
    maxDailyLossShare: 1,
    maxDrawdownShare: 1,
  };
  const options: RunOptions = {
    capital,
    fills: fills.value.settings,
    costs: createRunCosts(costs.value),
    account: { buying: 'gross', leverage, excess: 'cut', maintenance: 0 },
    ...(request.from === undefined ? {} : { from: request.from }),
    ...(request.to === undefined ? {} : { to: request.to }),
  };
  const played =
    'signals' in strategy
      ? playSignals(market, strategy.signals, { ...options, sizing: request.sizing ?? { name: 'percent-of-equity' } })
      : playSpec(market, strategy, limits, options, sizers);
  const { result, account, bestEquity } = played;
  const benchmark = request.benchmark === undefined ? [] : hold(request.benchmark, result, capital);
  const benchmarkReturns = Float64Array.from(
    benchmark,
    (v, i) => v / (i === 0 ? capital : (benchmark[i - 1] as number)) - 1,
  );
  const { trades } = result;
  return ok({
    times: Array.from(result.times),
    equity: Array.from(result.equity),
    trades: Array.from({ length: trades.count }, (_, i) => ({
      ...trades.record(i, market.symbols),
      entryBar: trades.entryBar[i] as number,
      exitBar: trades.exitBar[i] as number,
      adverse: trades.adverse[i] as number,
      favourable: trades.favourable[i] as number,
    })),
    openPositions: Array.from(account.open.subarray(0, account.openCount), (s) => ({
      symbol: market.symbols[s] as string,
      quantity: account.quantity[s] as number,
      averagePrice: account.average[s] as number,
      marketPrice: account.mark[s] as number,
    })),
    finalEquity: result.finalEquity,
    totals: { ...result.totals },
    orders: result.orders,
    fillCount: result.fillCount,
    rejected: result.rejected,
    marginCalls: result.marginCalls,
    metrics: allMetrics(result, periodsPerYear[data.timeframe], benchmark.length === 0 ? undefined : benchmarkReturns),
    bestEquity,
    benchmark,
    warnings: fills.value.warnings,
  });
}

interface Played {
  readonly result: RunResult;
  readonly account: Account;
  /** Empty where no bar can resolve two ways. */
  readonly bestEquity: readonly number[];
}

function playSignals(market: Market, signals: SignalColumns, options: SignalOptions): Played {
  const runner = createSignalRunner(market, options);
  return { result: runner.run(signals), account: runner.account, bestEquity: [] };
}

function playSpec(
  market: Market,
  { spec, compiled }: { readonly spec: StrategySpec; readonly compiled: CompiledStrategy },
  limits: StrategyLimits,
  options: RunOptions,
  sizers: readonly Sizer[],
): Played {
  const feeds = market.feeds.map(
    (feed: Feed, i): SpecFeed => ({
      symbol: market.symbols[feed.symbol] as string,
      columns: feed.columns,
      signals: compiled.signals({ columns: feed.columns }),
      // A sizing of its own rounds to the market's lots itself: the spec's must not find its entry too small.
      instrument: instrumentOf(market, i, sizers.length === 0 ? (market.lotSize[i] as number) : 1e-6),
      hasVolume: false,
      ends: false,
      next: 0,
      busy: false,
    }),
  );
  const sized: StrategySpec =
    sizers.length === 0 ? spec : { ...spec, sizing: { kind: 'percent-of-equity', percent: 1 } };
  const run = (more: RunOptions) =>
    runSpecOn(market, sized, feeds, limits, more, sizers.length === 0 ? undefined : sizers);
  const { result, engine } = run(options);
  const settings = options.fills ?? defaultFills;
  const canDiffer = spec.protection.takeProfitPercent !== null && settings.intrabar === 'worst';
  const best = canDiffer ? run({ ...options, fills: { ...settings, intrabar: 'best' } }).result.equity : [];
  return { result, account: engine.state.account, bestEquity: Array.from(best) };
}

/** The capital in the benchmark from the first moment at which it has a price. */
function hold(benchmark: NonNullable<RunRequest['benchmark']>, result: RunResult, capital: number): number[] {
  let row = -1;
  let base = Number.NaN;
  return Array.from(result.times, (time) => {
    while (row + 1 < benchmark.times.length && (benchmark.times[row + 1] as number) <= time) row++;
    if (row < 0) return capital;
    const last = benchmark.close[row] as number;
    if (Number.isNaN(base)) base = last;
    return (capital * last) / base;
  });
}
