/** The luck in one Sharpe ratio, as the command line tells it. */
import { type Result, refuse } from '../../shared/core/result.ts';
import {
  deflatedSharpe,
  expectedMaximum,
  expectedMaximumSharpe,
  minimumBacktestYears,
  minimumTrackRecord,
  probabilisticSharpe,
  type SharpeSample,
  sharpeStandardError,
} from '../../shared/quant/overfitting/sharpe.ts';
import { mean, rawKurtosis, skewness, standardDeviation } from '../../shared/quant/statistics/moments.ts';
import type { Answer } from './command.ts';
import { percent, ratio } from './text/format.ts';

export type SharpeNumbers = SharpeSample;

/** Sharpe ratio per bar and moments of returns; NaN rows are left out. */
export function sampleOf(returns: Float64Array, name: string): Result<SharpeNumbers> {
  const there = returns.filter((r) => !Number.isNaN(r));
  const spread = standardDeviation(there, 1);
  if (there.length < 3 || !(spread > 0))
    return refuse('no-spread', 'The returns have no spread, so there is no Sharpe ratio.', {
      where: name,
      fix: 'Give at least three returns that differ.',
    });
  return {
    ok: true,
    value: {
      sharpe: mean(there) / spread,
      bars: there.length,
      skewness: skewness(there),
      kurtosis: rawKurtosis(there),
    },
  };
}

export interface LuckOptions {
  /** Ratio per bar. */
  readonly benchmark: number;
  readonly confidence: number;
  readonly periods: number;
  readonly trials?: number;
  /** Variance of the trials' ratios per bar. */
  readonly variance?: number;
}

const defined = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Answers every statistic of one ratio; with trials also the deflated ones. */
export function luckOfSharpe(sample: SharpeNumbers, options: LuckOptions): Result<Answer> {
  const { benchmark, confidence, periods, trials, variance } = options;
  const error = sharpeStandardError(sample);
  if (!(error > 0))
    return refuse('impossible-moments', 'Skewness and kurtosis leave no room for an estimation error.', {
      where: '--skew, --kurtosis',
      fix: 'give raw kurtosis (3 for a normal distribution): it is at least 1 + skewness squared.',
    });
  const record = minimumTrackRecord(sample, benchmark, confidence);
  const common = {
    sharpe: sample.sharpe,
    bars: sample.bars,
    skewness: sample.skewness,
    kurtosis: sample.kurtosis,
    benchmarkSharpe: benchmark,
    standardError: error,
    psr: probabilisticSharpe(sample, benchmark),
    minimumTrackRecordBars: defined(record),
    minimumTrackRecordYears: defined(record / periods),
  };
  const lines = [
    `Sharpe ratio              ${ratio(sample.sharpe, 4)} per bar, ${ratio(sample.sharpe * Math.sqrt(periods))} a year (${sample.bars} bars)`,
    `Standard error            ${ratio(error, 4)} per bar`,
    `Probabilistic ratio       ${percent(common.psr, 2)} that the true one is above ${ratio(benchmark, 4)} per bar`,
    `Shortest track record     ${common.minimumTrackRecordBars === null ? 'none: the ratio is not above the benchmark' : `${Math.ceil(record)} bars (${ratio(record / periods)} years)`}`,
  ];
  if (trials === undefined || variance === undefined) return { ok: true, value: { json: common, lines } };
  const hurdle = expectedMaximumSharpe(trials, variance);
  const annual = sample.sharpe * Math.sqrt(periods);
  const years = annual > 0 ? minimumBacktestYears(trials, annual) : Number.NaN;
  const deflated = {
    trials,
    variance,
    expectedMaximum: expectedMaximum(trials),
    expectedMaximumSharpe: hurdle,
    dsr: deflatedSharpe(sample, trials, variance),
    minimumBacktestYears: defined(years),
  };
  return {
    ok: true,
    value: {
      json: { ...common, ...deflated },
      lines: [
        ...lines,
        `Best of ${trials} worthless   ${ratio(hurdle, 4)} per bar is to be expected`,
        `Deflated ratio            ${percent(deflated.dsr, 2)} that the true one is above that`,
        `Shortest backtest         ${deflated.minimumBacktestYears === null ? 'none: the ratio is not above 0' : `${ratio(years)} years for so many trials`}`,
      ],
    },
  };
}
