/** Criteria of luck: the search, the path inside a bar, and the market's own rise. */
import { deflatedSharpe } from '../../../shared/quant/overfitting/sharpe.ts';
import { atLeast, defineCriterion, percent, type Report, ratio } from './criterion.ts';

/** By the count of every variant tried, although children of one parent are nearly the same trial: stricter than it need be. */
const leastDeflated = 0.95;
const mostBand = 0.35;
const cloneCorrelation = 0.9;
const cloneMargin = 0.25;
const leastAdded = 0.95;

export const deflated = defineCriterion({
  name: 'deflated-sharpe',
  cause: 'luck-of-the-search',
  run: ({ deflatedSharpe, trials }) =>
    atLeast(
      deflatedSharpe,
      leastDeflated,
      `${percent(deflatedSharpe)} sure that the Sharpe ratio is more than the best of ${trials.count} trials would show by luck (least ${percent(leastDeflated)}).`,
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
      leastAdded,
      `${percent(sure)} sure that what it adds to holding its own symbols (${ratio(appraisal)} a year per unit of its own risk; holding has a Sharpe ratio of ${ratio(sharpe)}) is more than the best of ${trials.count} worthless trials would add (least ${percent(leastAdded)}).`,
    );
  },
});
