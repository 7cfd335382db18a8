/** Writes the retirement rule of a strategy from the report that let it through. */
import type { Performance } from '../../../shared/domain/metrics.ts';
import type { RetirementRule } from '../../../shared/domain/retirement.ts';
import { cusumRunLength, cusumThreshold } from '../../../shared/quant/sequential/cusum.ts';
import { sprtBounds, sprtExpectedLength } from '../../../shared/quant/sequential/sprt.ts';

/** Error rates of the test that retires. */
const falseAlarm = 0.05;
const missed = 0.1;
/** A pause is undone with one decision: a false one every five years is bearable. */
const yearsBetweenFalsePauses = 5;
/** Room beyond the deepest fall of the backtest before a pause. */
const drawdownRoom = 1.5;
const leastPauseDrawdown = 0.1;
const mostPauseDrawdown = 0.9;

/** Mean and deviation of one bar's return as a record shows them; undefined where it shows none. */
function barMoments({ barSharpe, annualVolatility }: Performance, barsPerYear: number) {
  if (barSharpe === null || annualVolatility === null || !(annualVolatility > 0)) return undefined;
  const deviation = annualVolatility / Math.sqrt(barsPerYear);
  return { mean: barSharpe * deviation, deviation };
}

/**
 * What trading is held to is the weaker of both samples: a search has polished the first, and the sealed one is short.
 * Undefined when that is not above zero: then there is no edge whose end could be noticed.
 */
export function retirementRuleOf(
  report: {
    readonly performance: Performance;
    readonly inSample: Performance;
    readonly outOfSample: Performance;
  },
  barsPerYear: number,
): RetirementRule | undefined {
  const whole = barMoments(report.performance, barsPerYear);
  const parts = [report.inSample, report.outOfSample].map((part) => barMoments(part, barsPerYear));
  if (whole === undefined || parts.some((part) => part === undefined)) return undefined;
  const expectedMean = Math.min(...parts.map((part) => part?.mean ?? Number.NaN));
  const { deviation } = whole;
  if (!(expectedMean > 0)) return undefined;
  const sprt = { expectedMean, goneMean: 0, deviation, falseAlarm, missed };
  const bounds = sprtBounds(sprt);
  // Noticed soonest: an edge that has turned into as large a loss.
  const fall = (2 * expectedMean) / deviation;
  const slack = fall / 2;
  const threshold = cusumThreshold(slack, yearsBetweenFalsePauses * barsPerYear);
  const deepest = Math.abs(report.performance.maxDrawdown ?? 0);
  return {
    schema: 1,
    barsPerYear,
    expectedMean,
    deviation,
    sprt: {
      falseAlarm,
      missed,
      goneAt: bounds.gone,
      wellAt: bounds.well,
      barsToNotice: Math.ceil(sprtExpectedLength(sprt, 'gone')),
    },
    cusum: {
      slack,
      threshold,
      falseAlarmBars: Math.round(cusumRunLength({ slack, threshold }, 0)),
      barsToNotice: Math.ceil(cusumRunLength({ slack, threshold }, fall)),
    },
    pauseDrawdown: Math.min(mostPauseDrawdown, Math.max(leastPauseDrawdown, drawdownRoom * deepest)),
  };
}
