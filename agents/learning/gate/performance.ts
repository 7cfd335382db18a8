/** Criteria of what was earned: trades, record, both samples, drawdown and costs. */
import { minimumTrackRecord } from '../../../shared/quant/overfitting/sharpe.ts';
import { atLeast, defineCriterion, percent, ratio } from './criterion.ts';

const leastTrades = 40;
const leastSealedTrades = 8;
const leastBars = 500;
const leastInSampleSharpe = 0.5;
const leastSealedSharpe = 0.3;
const leastKept = 0.4;
const mostDrawdown = 0.35;
const leastSharpeAtTwiceTheCosts = 0.4;

export const enoughTrades = defineCriterion({
  name: 'enough-trades',
  cause: 'too-few-trades',
  run({ report }) {
    const { trades } = report.performance;
    const sealed = report.outOfSample.trades;
    return {
      passed: trades >= leastTrades && sealed >= leastSealedTrades,
      evidence: `${trades} trades (least ${leastTrades}), ${sealed} of them in the sealed part (least ${leastSealedTrades}).`,
      value: trades,
      threshold: leastTrades,
    };
  },
});

export const trackRecord = defineCriterion({
  name: 'track-record',
  cause: 'short-record',
  run({ report }) {
    const { bars, barSharpe, skewness, kurtosis } = report.performance;
    const needed =
      barSharpe === null || skewness === null || kurtosis === null
        ? Number.NaN
        : minimumTrackRecord({ sharpe: barSharpe, skewness, kurtosis }, 0);
    const least = Math.max(leastBars, Number.isNaN(needed) ? Number.POSITIVE_INFINITY : Math.ceil(needed));
    return {
      passed: bars >= least,
      evidence: Number.isFinite(least)
        ? `${bars} bars; this Sharpe ratio needs ${least} to be above zero with 95 % confidence.`
        : `${bars} bars, and no record is long enough: the Sharpe ratio is not above zero.`,
      value: bars,
      threshold: Number.isFinite(least) ? least : null,
    };
  },
});

export const inSample = defineCriterion({
  name: 'in-sample',
  cause: 'no-edge',
  run: ({ report }) =>
    atLeast(
      report.inSample.sharpe,
      leastInSampleSharpe,
      `Sharpe ratio ${ratio(report.inSample.sharpe)} in sample (least ${leastInSampleSharpe}).`,
    ),
});

export const outOfSample = defineCriterion({
  name: 'out-of-sample',
  cause: 'overfitted',
  run: ({ report }) =>
    atLeast(
      report.outOfSample.sharpe,
      leastSealedSharpe,
      `Sharpe ratio ${ratio(report.outOfSample.sharpe)} in the sealed part (least ${leastSealedSharpe}).`,
    ),
});

export const decay = defineCriterion({
  name: 'decay',
  cause: 'decayed',
  run({ report }) {
    const before = report.inSample.sharpe;
    const after = report.outOfSample.sharpe;
    const kept = before === null || after === null || before <= 0 ? null : after / before;
    return atLeast(
      kept,
      leastKept,
      `The sealed part keeps ${percent(kept)} of the Sharpe ratio in sample (least ${percent(leastKept)}).`,
    );
  },
});

export const drawdown = defineCriterion({
  name: 'drawdown',
  cause: 'deep-drawdown',
  run({ report }) {
    const { maxDrawdown } = report.performance;
    const deep = maxDrawdown === null ? null : Math.abs(maxDrawdown);
    return {
      passed: deep !== null && deep <= mostDrawdown,
      evidence: `Deepest fall from a peak ${percent(deep)} (most ${percent(mostDrawdown)}).`,
      value: deep,
      threshold: mostDrawdown,
    };
  },
});

export const twiceTheCosts = defineCriterion({
  name: 'twice-the-costs',
  cause: 'eaten-by-costs',
  run({ report }) {
    const { sharpe, annualVolatility } = report.performance;
    const costs = report.annualCostShare ?? null;
    const left =
      sharpe === null || annualVolatility === null || annualVolatility <= 0 || costs === null
        ? null
        : sharpe - costs / annualVolatility;
    return atLeast(
      left,
      leastSharpeAtTwiceTheCosts,
      `Costs take ${percent(costs)} a year; with twice as much the Sharpe ratio is ${ratio(left)} (least ${leastSharpeAtTwiceTheCosts}).`,
    );
  },
});
