/** The deflated Sharpe ratio of a report, by what was tried and by how searches usually spread. */
import { deflatedSharpe } from '../../../shared/quant/overfitting/sharpe.ts';
import type { Report } from './criterion.ts';
import type { TrialCount } from './trials.ts';

/** The luck of a search as it usually is: annual Sharpe ratios of worthless daily strategies spread by 0.4. */
const usualVariance = 0.4 ** 2 / 252;
/** Trials that the usual spread counts as, so that the first of a run is not judged by the calm of too few. */
const usualTrials = 12;

/** Probability that a record's Sharpe ratio is more than the best of so many worthless trials would show; null where undefined. */
export function deflatedOf({ performance }: Pick<Report, 'performance'>, trials: TrialCount): number | null {
  const { barSharpe, bars, skewness, kurtosis } = performance;
  if (barSharpe === null || skewness === null || kurtosis === null || bars < 2) return null;
  const measured = Math.max(0, trials.measured - 1);
  const variance = (usualTrials * usualVariance + measured * trials.variance) / (usualTrials + measured);
  // Worthless trials have a mean of zero; a search that is worse than that on average earns no discount.
  const value = deflatedSharpe({ sharpe: barSharpe, bars, skewness, kurtosis }, trials.count, variance, 0);
  return Number.isFinite(value) ? value : null;
}
