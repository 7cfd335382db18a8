/** What a way to expect returns is. */
import type { ReturnsTable } from '../returns-table.ts';

export interface ExpectationOptions {
  /** Rows in a year. */
  readonly periodsPerYear: number;
  /** True for compound annual returns, false for the mean times the rows in a year. */
  readonly compounding: boolean;
  /** Rows of the exponential weights: the newest has the weight 2 / (span + 1). */
  readonly span: number;
  /** Annual, as a share. */
  readonly riskFree: number;
  /** Returns of the market on the rows of the table, NaN where unknown; without it the mean of the assets. */
  readonly market?: Float64Array;
}

/** PyPortfolioOpt's defaults. */
export const defaultExpectation: ExpectationOptions = {
  periodsPerYear: 252,
  compounding: true,
  span: 500,
  riskFree: 0,
};

export interface ExpectedReturns {
  /** As the command line writes it. */
  readonly name: string;
  readonly title: string;
  /** Annual returns as shares, one for each column; NaN for a column without a known return. */
  estimate(table: ReturnsTable, options: ExpectationOptions): Float64Array;
}

/** Growth of the known returns, a year; NaN without any. */
export function annualReturn(column: ArrayLike<number>, periodsPerYear: number, compounding: boolean): number {
  let growth = 1;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < column.length; i++) {
    const v = column[i] as number;
    if (Number.isNaN(v)) continue;
    growth *= 1 + v;
    sum += v;
    count++;
  }
  if (count === 0) return Number.NaN;
  return compounding ? growth ** (periodsPerYear / count) - 1 : (sum / count) * periodsPerYear;
}

/** Mean with weights that fade by `1 - 2 / (span + 1)` a row, known values only; NaN without any. */
export function fadingMean(length: number, valueAt: (row: number) => number, span: number): number {
  const keep = 1 - 2 / (span + 1);
  let sum = 0;
  let weights = 0;
  for (let i = 0; i < length; i++) {
    sum *= keep;
    weights *= keep;
    const v = valueAt(i);
    if (Number.isNaN(v)) continue;
    sum += v;
    weights += 1;
  }
  return weights === 0 ? Number.NaN : sum / weights;
}
