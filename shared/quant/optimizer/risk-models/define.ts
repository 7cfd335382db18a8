/** What a risk model is, and the covariance of two columns with gaps. */
import type { ReturnsTable } from '../returns-table.ts';

export interface RiskOptions {
  /** Rows in a year. */
  readonly periodsPerYear: number;
  /** Rows of the exponential weights. */
  readonly span: number;
  /** Return per row below which a return counts as a loss. */
  readonly benchmark: number;
  /** Share of the target in the fixed shrinkage, 0 to 1. */
  readonly shrinkage: number;
}

/** PyPortfolioOpt's defaults. */
export const defaultRisk: RiskOptions = { periodsPerYear: 252, span: 180, benchmark: 0.000079, shrinkage: 0.2 };

export interface RiskEstimate {
  /** Annual, row by row. */
  readonly covariance: readonly Float64Array[];
  /** Share of the target, where the model shrinks. */
  readonly shrinkage?: number;
}

export interface RiskModel {
  /** As the command line writes it. */
  readonly name: string;
  readonly title: string;
  estimate(table: ReturnsTable, options: RiskOptions): RiskEstimate;
}

/** Sample covariance (over n - 1) of the rows known in both; NaN for fewer than two. */
export function pairCovariance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let [n, meanA, meanB] = [0, 0, 0];
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i] as number) || Number.isNaN(b[i] as number)) continue;
    n++;
    meanA += a[i] as number;
    meanB += b[i] as number;
  }
  meanA /= n;
  meanB /= n;
  let sum = 0;
  for (let i = 0; i < a.length; i++) {
    if (Number.isNaN(a[i] as number) || Number.isNaN(b[i] as number)) continue;
    sum += ((a[i] as number) - meanA) * ((b[i] as number) - meanB);
  }
  return n < 2 ? Number.NaN : sum / (n - 1);
}

/** A symmetric matrix from its entries on and below the diagonal. */
export function symmetric(size: number, entry: (i: number, j: number) => number): Float64Array[] {
  const matrix = Array.from({ length: size }, () => new Float64Array(size));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const value = entry(i, j);
      (matrix[i] as Float64Array)[j] = value;
      (matrix[j] as Float64Array)[i] = value;
    }
  }
  return matrix;
}

/** The covariance of each pair over the rows both have. */
export const pairwiseCovariance = (columns: readonly ArrayLike<number>[]): Float64Array[] =>
  symmetric(columns.length, (i, j) => pairCovariance(columns[i] as Float64Array, columns[j] as Float64Array));

export const times = (matrix: readonly ArrayLike<number>[], factor: number): Float64Array[] =>
  matrix.map((row) => Float64Array.from(row, (v) => v * factor));

/** Unknown returns become 0, as the reference's shrinkages take them. */
export const zeroFilled = (columns: readonly Float64Array[]): Float64Array[] =>
  columns.map((column) => column.map((v) => (Number.isNaN(v) ? 0 : v)));
