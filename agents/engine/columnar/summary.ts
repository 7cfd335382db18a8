/** The statistics of a run: the few a sweep needs in two passes without memory, and the whole registry for a report. */
import type { MetricTrade, MetricValue } from '../../../shared/quant/metrics/define.ts';
import { metrics } from '../../../shared/quant/metrics/index.ts';
import { returnsOf } from '../../../shared/quant/metrics/returns.ts';
import type { RunResult } from './strategy.ts';

/** NaN where undefined. Shares are fractions; the deepest fall is at most 0. */
export interface RunSummary {
  finalEquity: number;
  totalReturn: number;
  annualReturn: number;
  annualVolatility: number;
  sharpe: number;
  sortino: number;
  calmar: number;
  maxDrawdown: number;
  trades: number;
  winRate: number;
  profitFactor: number;
  /** Fees and slippage in account currency. */
  costs: number;
}

export const emptySummary = (): RunSummary => ({
  finalEquity: Number.NaN,
  totalReturn: Number.NaN,
  annualReturn: Number.NaN,
  annualVolatility: Number.NaN,
  sharpe: Number.NaN,
  sortino: Number.NaN,
  calmar: Number.NaN,
  maxDrawdown: Number.NaN,
  trades: 0,
  winRate: Number.NaN,
  profitFactor: Number.NaN,
  costs: 0,
});

/** Fills `out` with the same numbers that the registry's metrics give (defaults, `periodsPerYear`), from an equity column. */
export function summarise(result: RunResult, periodsPerYear: number, out: RunSummary = emptySummary()): RunSummary {
  const { equity, capital, trades, totals } = result;
  const n = equity.length;
  let before = capital;
  let sum = 0;
  let below = 0;
  let peak = capital;
  let fall = 0;
  for (let i = 0; i < n; i++) {
    const value = equity[i] as number;
    const r = value / before - 1;
    sum += r;
    if (r < 0) below += r * r;
    if (value > peak) peak = value;
    else if (value / peak - 1 < fall) fall = value / peak - 1;
    before = value;
  }
  const mean = sum / n;
  let squares = 0;
  before = capital;
  for (let i = 0; i < n; i++) {
    const value = equity[i] as number;
    const d = value / before - 1 - mean;
    squares += d * d;
    before = value;
  }
  const deviation = n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN;
  const growth = before / capital;
  let won = 0;
  let lost = 0;
  let wins = 0;
  for (let i = 0; i < trades.count; i++) {
    const pnl = trades.pnl[i] as number;
    if (pnl > 0) {
      wins++;
      won += pnl;
    } else lost -= pnl;
  }
  const downside = Math.sqrt(below / n) * Math.sqrt(periodsPerYear);
  out.finalEquity = result.finalEquity;
  out.totalReturn = growth - 1;
  out.annualReturn = n === 0 ? Number.NaN : growth ** (periodsPerYear / n) - 1;
  out.annualVolatility = deviation * Math.sqrt(periodsPerYear);
  out.sharpe = deviation > 0 ? (mean / deviation) * Math.sqrt(periodsPerYear) : Number.NaN;
  out.sortino = downside > 0 ? (mean * periodsPerYear) / downside : Number.NaN;
  out.maxDrawdown = n === 0 ? Number.NaN : fall;
  out.calmar = fall < 0 ? out.annualReturn / -fall : Number.NaN;
  out.trades = trades.count;
  out.winRate = trades.count === 0 ? Number.NaN : wins / trades.count;
  out.profitFactor = lost > 0 ? won / lost : Number.NaN;
  out.costs = totals.fees + totals.slippage;
  return out;
}

/** Trades as the registry's metrics take them. */
export function metricTrades(result: RunResult): MetricTrade[] {
  const { trades } = result;
  return Array.from({ length: trades.count }, (_, i) => ({
    pnl: trades.pnl[i] as number,
    adverse: trades.adverse[i] as number,
    favourable: trades.favourable[i] as number,
    notional: (trades.quantity[i] as number) * ((trades.entryPrice[i] as number) + (trades.exitPrice[i] as number)),
  }));
}

/** Every metric of the registry by name; `benchmark` is a column of simple returns, one per moment. */
export function allMetrics(
  result: RunResult,
  periodsPerYear: number,
  benchmark?: Float64Array,
): Record<string, MetricValue> {
  const curve = new Float64Array(result.equity.length + 1);
  curve[0] = result.capital;
  curve.set(result.equity, 1);
  const series = {
    returns: returnsOf(curve),
    trades: metricTrades(result),
    ...(benchmark === undefined ? {} : { benchmark }),
  };
  return Object.fromEntries(
    metrics.map((metric) => [metric.name, metric.compute(series, { periodsPerYear, capital: result.capital })]),
  );
}
