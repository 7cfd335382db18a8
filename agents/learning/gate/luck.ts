/** Criteria of luck: the search, the path inside a bar, and the market's own rise. */
import { deflatedSharpe, expectedMaximum } from '../../../shared/quant/overfitting/sharpe.ts';
import { normalCdf, normalQuantile } from '../../../shared/quant/statistics/normal.ts';
import { atLeast, defineCriterion, percent, type Report, ratio } from './criterion.ts';

/** Searches of worthless strategies of which one may pass by luck: the whole search, not a single trial. */
const familyError = 0.02;
/**
 * The deflated ratio asks for more than the *expected* best of the worthless trials; how sure it must be for the same family-wise
 * error falls with their number (Sidak 1967): 0.98 for one trial, 0.90 for ten, 0.84 for a hundred, 0.80 for a thousand. Every variant counts as a
 * trial of its own, although children of one parent are nearly the same: stricter than it need be. A fixed 0.95 would let fewer than one search in a thousand pass by luck, and turn away a third of the true Sharpe ratios of 1.5.
 */
export const leastSure = (trials: number): number => {
  const count = Math.max(1, trials);
  return normalCdf(normalQuantile((1 - familyError) ** (1 / count)) - expectedMaximum(count));
};
const mostBand = 0.35;
const cloneCorrelation = 0.9;
const cloneMargin = 0.25;

export const deflated = defineCriterion({
  name: 'deflated-sharpe',
  cause: 'luck-of-the-search',
  run: ({ deflatedSharpe, trials }) =>
    atLeast(
      deflatedSharpe,
      leastSure(trials.count),
      `${percent(deflatedSharpe)} sure that the Sharpe ratio is more than the best of ${trials.count} trials would show by luck (least ${percent(leastSure(trials.count))}).`,
    ),
});

export const intrabarBand = defineCriterion({
  name: 'intrabar-band',
  cause: 'intrabar-luck',
  run({ report }) {
    const worst = report.performance.sharpe;
    const best = report.bestCase.sharpe;
    const band = worst === null || best === null ? null : best - worst;
    return {
      passed: band !== null && band <= mostBand,
      evidence: `Between the worst and the best order of prices inside a bar the Sharpe ratio moves by ${ratio(band)} (most ${mostBand}); the worst counts.`,
      value: band,
      threshold: mostBand,
    };
  },
});

export const benchmarkClone = defineCriterion({
  name: 'not-the-benchmark',
  cause: 'benchmark-clone',
  run({ report }) {
    const correlation = report.benchmarkCorrelation;
    const mine = report.performance.sharpe;
    const market = report.benchmark?.sharpe ?? null;
    const clone =
      correlation !== null &&
      correlation >= cloneCorrelation &&
      (mine === null || market === null || mine < market + cloneMargin);
    return {
      passed: !clone,
      evidence:
        correlation === null
          ? 'There is no benchmark to be a copy of.'
          : `Correlation with the benchmark ${ratio(correlation)}; Sharpe ratio ${ratio(mine)} against ${ratio(market)}. A copy is from ${cloneCorrelation} on without ${cloneMargin} more.`,
      value: correlation,
      threshold: cloneCorrelation,
    };
  },
});

/**
 * Probability that the appraisal ratio is above what the best of so many worthless ones shows: their ratios spread by one over the
 * root of the bars, their returns are taken as normal.
 */
function addedConfidence({ holding, performance }: Report, trials: number): number | null {
  const { sharpe, barSharpe, bars } = performance;
  if (holding.appraisal === null || !sharpe || barSharpe === null || bars < 2) return null;
  const perBar = holding.appraisal * (barSharpe / sharpe);
  const value = deflatedSharpe({ sharpe: perBar, bars, skewness: 0, kurtosis: 3 }, trials, 1 / (bars - 1));
  return Number.isFinite(value) ? value : null;
}

/** A rising market lifts every basket: what counts is what the rules add to holding the same symbols. */
export const addsToHolding = defineCriterion({
  name: 'adds-to-holding',
  cause: 'no-better-than-holding',
  run({ report, trials }) {
    const { appraisal, sharpe } = report.holding;
    const sure = addedConfidence(report, trials.count);
    return atLeast(
      sure,
      leastSure(trials.count),
      `${percent(sure)} sure that what it adds to holding its own symbols (${ratio(appraisal)} a year per unit of its own risk; holding has a Sharpe ratio of ${ratio(sharpe)}) is more than the best of ${trials.count} worthless trials would add (least ${percent(leastSure(trials.count))}).`,
    );
  },
});
