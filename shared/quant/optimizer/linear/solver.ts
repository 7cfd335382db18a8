/** The port to a solver of linear and mixed-integer programmes, and a builder for its sparse rows. */
import type { Result } from '../../../core/result.ts';

/** Minimise `cost · x` over bounds and sparse rows. */
export interface LinearProgram {
  readonly cost: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** 1 where a variable is a whole number. */
  readonly integer?: Uint8Array;
  readonly rows: SparseRows;
}

export interface SparseRows {
  readonly low: readonly number[];
  readonly high: readonly number[];
  /** Row r holds the entries `starts[r]` up to `starts[r + 1]`. */
  readonly starts: readonly number[];
  readonly columns: readonly number[];
  readonly values: readonly number[];
}

export interface LinearSolution {
  readonly x: Float64Array;
  readonly objective: number;
}

export interface LinearSolver {
  /** Refuses programmes without a feasible point, without a lowest one, and those it cannot settle. */
  solve(program: LinearProgram): Result<LinearSolution>;
}

/** Collects rows; zeros are left out. */
export class RowBuilder implements SparseRows {
  readonly low: number[] = [];
  readonly high: number[] = [];
  readonly starts: number[] = [0];
  readonly columns: number[] = [];
  readonly values: number[] = [];

  /** `low <= sum of value * x[column] <= high`. */
  add(low: number, high: number, entries: Iterable<readonly [column: number, value: number]>): void {
    for (const [column, value] of entries) {
      if (value === 0) continue;
      this.columns.push(column);
      this.values.push(value);
    }
    this.low.push(low);
    this.high.push(high);
    this.starts.push(this.columns.length);
  }
}
