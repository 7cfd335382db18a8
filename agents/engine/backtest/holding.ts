/** What simply holding the strategy's own symbols would have earned, and what the strategy's timing adds to that. */
import type { BarSeries } from '../../../shared/domain/bar.ts';
import { periodsPerYear } from '../../../shared/quant/metrics/periods.ts';
import { returnsOf } from '../../../shared/quant/metrics/returns.ts';
import { correlation, mean, standardDeviation } from '../../../shared/quant/statistics/moments.ts';
import type { BacktestResult } from './types.ts';

export interface Holding {
  /** Annual Sharpe ratio of the basket, bought in equal parts and kept, dividends included; null where undefined. */
  readonly sharpe: number | null;
  /** Correlation of the strategy's bar returns with the basket's. */
  readonly correlation: number | null;
  /**
   * Annual appraisal ratio: the mean of what a regression on the basket leaves, over its deviation (Treynor and Black, Journal
   * of Business 46, 1973). Zero for a strategy that only holds part of the basket, whatever the market did.
   */
  readonly appraisal: number | null;
}

const known = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Growth of 1 in each series over the moments: 1 before its first bar, its last value after its last. */
function addGrowth(series: BarSeries, times: readonly number[], basket: Float64Array): void {
  const { closeTime, close, dividend } = series.columns;
  let row = -1;
  let growth = 1;
  for (let i = 0; i < times.length; i++) {
    while (row + 1 < closeTime.length && (closeTime[row + 1] as number) <= (times[i] as number)) {
      row++;
      // Bars before the run began set the price it starts from.
      if (i > 0 && row > 0) growth *= ((close[row] as number) + (dividend[row] as number)) / (close[row - 1] as number);
    }
    basket[i] = (basket[i] as number) + growth;
  }
}

/** @param series the strategy's symbols that have bars; none gives nulls. */
export function compareWithHolding(result: BacktestResult, series: readonly BarSeries[]): Holding {
  const { times, equity, capital } = result;
  if (series.length === 0 || times.length < 3) return { sharpe: null, correlation: null, appraisal: null };
  const basket = new Float64Array(times.length);
  for (const one of series) addGrowth(one, times, basket);
  const held = returnsOf(Array.from(basket));
  const own = returnsOf([...equity]);
  const year = Math.sqrt(periodsPerYear[result.timeframe]);
  const heldMean = mean(held);
  const heldDeviation = standardDeviation(held, 1);
  const together = capital > 0 ? correlation(own, held) : Number.NaN;
  const ownDeviation = standardDeviation(own, 1);
  const beta = (together * ownDeviation) / heldDeviation;
  const left = Float64Array.from(own, (r, i) => r - beta * (held[i] as number));
  const leftDeviation = standardDeviation(left, 1);
  // What a regression leaves of an exact copy is rounding, not skill.
  const nothingLeft = leftDeviation < 1e-6 * ownDeviation;
  return {
    sharpe: known((heldMean / heldDeviation) * year),
    correlation: known(together),
    appraisal: nothingLeft ? 0 : known((mean(left) / leftDeviation) * year),
  };
}
