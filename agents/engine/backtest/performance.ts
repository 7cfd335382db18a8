/** Performance of a backtest over all of it or over a window, and of the benchmark over the same bars. */

import type { BarSeries } from '../../../shared/domain/bar.ts';
import type { Performance } from '../../../shared/domain/metrics.ts';
import { computePerformance, statistic } from '../../../shared/quant/metrics/performance.ts';
import { periodsPerYear } from '../../../shared/quant/metrics/periods.ts';
import { returnsOf } from '../../../shared/quant/metrics/returns.ts';
import { correlation } from '../../../shared/quant/statistics/moments.ts';
import { alignAsOf } from '../../../shared/strategy/compile.ts';
import type { BacktestResult } from './types.ts';

/** Close times, both included; open ends when left out. */
export interface Window {
  readonly from?: number;
  readonly to?: number;
}

/** What the statistics of a run are made of. */
export type PerformanceInput = Pick<
  BacktestResult,
  'capital' | 'times' | 'equity' | 'trades' | 'exposure' | 'timeframe'
> & {
  readonly costs: Pick<BacktestResult['costs'], 'commission' | 'slippage' | 'tradedNotional'>;
};

/**
 * Statistics of the moments in the window. A trade belongs to the window in which it ended; costs and turnover outside
 * the whole are shared out by the trades' notional, because fills are not kept.
 */
export function performanceOf(result: PerformanceInput, window: Window = {}): Performance {
  const from = window.from ?? Number.NEGATIVE_INFINITY;
  const to = window.to ?? Number.POSITIVE_INFINITY;
  let first = 0;
  while (first < result.times.length && (result.times[first] as number) < from) first++;
  let end = first;
  while (end < result.times.length && (result.times[end] as number) <= to) end++;
  const trades = result.trades.filter((t) => t.exitTime >= from && t.exitTime <= to);
  const notional = (list: BacktestResult['trades']): number =>
    list.reduce((sum, t) => sum + t.quantity * (t.entryPrice + t.exitPrice), 0);
  const all = notional(result.trades);
  const isWhole = end - first === result.times.length;
  const share = isWhole ? 1 : all > 0 ? notional(trades) / all : 0;
  const start = first === 0 ? result.capital : (result.equity[first - 1] as number);
  return computePerformance({
    equity: [start, ...result.equity.slice(first, end)],
    trades,
    periodsPerYear: periodsPerYear[result.timeframe],
    exposure: result.exposure.slice(first, end),
    tradedNotional: result.costs.tradedNotional * share,
    costs: (result.costs.commission + result.costs.slippage) * share,
  });
}

/** Buying and holding the benchmark over the result's moments, and how the strategy moves with it. */
export function compareWithBenchmark(
  result: BacktestResult,
  benchmark: BarSeries | undefined,
): { performance: Performance | null; correlation: number | null; equity: number[] } {
  const none = { performance: null, correlation: null, equity: [] };
  if (!benchmark || benchmark.columns.close.length === 0 || result.times.length === 0) return none;
  const price = alignAsOf(benchmark.columns.closeTime, benchmark.columns.close, Float64Array.from(result.times));
  const first = price.findIndex((p) => p > 0);
  if (first < 0) return none;
  const base = price[first] as number;
  const curve = Array.from(price, (p) => (Number.isNaN(p) ? 1 : p / base));
  return {
    performance: computePerformance({
      equity: [1, ...curve],
      trades: [],
      periodsPerYear: periodsPerYear[result.timeframe],
      exposure: curve.map(() => 1),
      tradedNotional: 1,
      costs: 0,
    }),
    correlation: statistic(correlation(returnsOf([result.capital, ...result.equity]), returnsOf([1, ...curve]))),
    equity: curve.map((v) => Math.round(v * 1e6) / 1e6),
  };
}
