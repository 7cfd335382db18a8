/** Builds the report artefact of a backtest: curves, months, trades and where the sealed part begins. */
import { ensureDefined } from '../../../shared/core/assert.ts';
import type { Performance, TradeRecord } from '../../../shared/domain/metrics.ts';
import { monthlyReturns } from '../../../shared/quant/metrics/monthly-returns.ts';
import { periodsPerYear } from '../../../shared/quant/metrics/periods.ts';
import type { BacktestJobOutput } from '../../engine/jobs/backtest.ts';

/** What a dossier shows of a backtest; arrays are equally long unless empty. */
export interface BacktestReport {
  readonly schema: 1;
  readonly strategyId: string;
  readonly specHash: string;
  readonly datasetId: string;
  readonly synthetic: boolean;
  /** Artefact the report was made from. */
  readonly resultHash: string;
  readonly capital: number;
  readonly times: readonly number[];
  readonly equity: readonly number[];
  readonly drawdown: readonly number[];
  /** The benchmark bought with the same capital; empty without one. */
  readonly benchmarkEquity: readonly number[];
  /** Close time of the first moment of the sealed part; null where there is none. */
  readonly outOfSampleFrom: number | null;
  /** Return of each month by `YYYY-MM`. */
  readonly monthly: Readonly<Record<string, number>>;
  readonly trades: readonly TradeRecord[];
  readonly refusedOrders: number;
  readonly performance: Performance;
  readonly inSample: Performance;
  readonly outOfSample: Performance;
  readonly bestCase: Performance;
  readonly benchmark: Performance | null;
}

export function buildReport(output: BacktestJobOutput, resultHash: string): BacktestReport {
  const { worst, inSampleEnd } = output;
  const after = inSampleEnd === null ? 0 : worst.times.findIndex((t) => t > inSampleEnd);
  return {
    schema: 1,
    strategyId: worst.strategyId,
    specHash: worst.specHash,
    datasetId: worst.datasetId,
    synthetic: worst.synthetic,
    resultHash,
    capital: worst.capital,
    times: worst.times,
    equity: worst.equity,
    drawdown: worst.drawdown,
    benchmarkEquity: output.benchmarkEquity.map((growth) => growth * worst.capital),
    outOfSampleFrom: after < 0 ? null : (worst.times[after] ?? null),
    monthly: monthlyReturns(worst.times, worst.equity, worst.capital),
    trades: worst.trades,
    refusedOrders: worst.refusedOrders,
    performance: output.performance,
    inSample: output.inSample,
    outOfSample: output.outOfSample,
    bestCase: output.best.performance,
    benchmark: output.benchmark,
  };
}

/** Costs of a year over mean equity; null without moments. */
export function annualCostShare({ worst, performance }: BacktestJobOutput): number | null {
  if (worst.equity.length === 0) return null;
  const mean = worst.equity.reduce((sum, e) => sum + e, 0) / worst.equity.length;
  const years = worst.equity.length / ensureDefined(periodsPerYear[worst.timeframe], 'every timeframe has a year');
  return mean > 0 ? performance.costs / mean / years : null;
}

/** Mean bars the in-sample trades are held; 0 without any. */
export function meanHolding({ worst, inSampleEnd }: BacktestJobOutput): number {
  const trades = worst.trades.filter((t) => inSampleEnd !== null && t.entryTime <= inSampleEnd);
  return trades.length === 0 ? 0 : trades.reduce((sum, t) => sum + t.barsHeld, 0) / trades.length;
}
