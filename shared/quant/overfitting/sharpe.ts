/** How much of a Sharpe ratio is luck, by Bailey and Lopez de Prado (2012, 2014): ratios per bar, kurtosis raw (normal = 3). */
import { normalCdf, normalQuantile } from '../statistics/normal.ts';

/** Euler-Mascheroni constant. */
const gamma = 0.5772156649015329;

export interface SharpeSample {
  /** Observed Sharpe ratio per bar. */
  readonly sharpe: number;
  /** Number of returns. */
  readonly bars: number;
  readonly skewness: number;
  /** Raw: 3 for a normal distribution. */
  readonly kurtosis: number;
}

/** Variance of the estimator times the number of bars less one: 1 - skew SR + (kurt - 1)/4 SR^2. */
const spread = (s: Omit<SharpeSample, 'bars'>): number =>
  1 - s.skewness * s.sharpe + ((s.kurtosis - 1) / 4) * s.sharpe ** 2;

/** Standard error of the Sharpe ratio; NaN for fewer than two bars. */
export const sharpeStandardError = (s: SharpeSample): number =>
  s.bars < 2 ? Number.NaN : Math.sqrt(spread(s) / (s.bars - 1));

/** Probability that the true Sharpe ratio is above the benchmark. */
export function probabilisticSharpe(s: SharpeSample, benchmark = 0): number {
  const error = sharpeStandardError(s);
  return error > 0 ? normalCdf((s.sharpe - benchmark) / error) : Number.NaN;
}

/** Expected maximum of N independent standard normal draws; 0 for one trial and fewer. */
export function expectedMaximum(trials: number): number {
  if (!(trials > 1)) return 0;
  return (1 - gamma) * normalQuantile(1 - 1 / trials) + gamma * normalQuantile(1 - 1 / (trials * Math.E));
}

/** Sharpe ratio that the best of N worthless trials is expected to show, given the variance of the trials' ratios. */
export const expectedMaximumSharpe = (trials: number, variance: number, mean = 0): number =>
  mean + Math.sqrt(variance) * expectedMaximum(trials);

/** Probability that the true ratio is above what the best of N worthless trials would show. */
export const deflatedSharpe = (s: SharpeSample, trials: number, variance: number, mean = 0): number =>
  probabilisticSharpe(s, expectedMaximumSharpe(trials, variance, mean));

/**
 * Bars needed before the ratio is above the benchmark with the given confidence; NaN where it is not above it.
 * In bars: divide by the bars of a year.
 */
export function minimumTrackRecord(s: Omit<SharpeSample, 'bars'>, benchmark: number, confidence = 0.95): number {
  if (!(s.sharpe > benchmark)) return Number.NaN;
  return 1 + spread(s) * (normalQuantile(confidence) / (s.sharpe - benchmark)) ** 2;
}

/** Years of history on which N worthless trials are expected to show no more than the given annual ratio. */
export const minimumBacktestYears = (trials: number, annualSharpe: number): number =>
  (expectedMaximum(trials) / annualSharpe) ** 2;

/** The bound on {@link minimumBacktestYears} that needs no quantile: 2 ln N / SR^2 (Bailey, Borwein, Lopez de Prado, Zhu 2014). */
export const minimumBacktestBound = (trials: number, annualSharpe: number): number =>
  (2 * Math.log(trials)) / annualSharpe ** 2;
