/** A convex quadratic programme over a box with a few linear rows, and its answer. */
import type { Result } from '../../../core/result.ts';

/** One linear row `low <= coefficients · x <= high`; equal sides make it an equation. */
export interface LinearRow {
  /** What a person calls it, e.g. `the weights add up to 1`: refusals name it. */
  readonly name: string;
  readonly coefficients: Float64Array;
  /** -Infinity for none. */
  readonly low: number;
  /** Infinity for none. */
  readonly high: number;
}

/** Minimise `x'Qx / 2 + c'x` over the box and the rows. */
export interface QuadraticProblem {
  /** Symmetric, positive semidefinite, row by row. */
  readonly matrix: readonly Float64Array[];
  readonly linear: Float64Array;
  /** -Infinity for none. */
  readonly lower: Float64Array;
  /** Infinity for none. */
  readonly upper: Float64Array;
  readonly rows: readonly LinearRow[];
  /** Names of the variables, for refusals. */
  readonly names: readonly string[];
}

/** Where a variable stands: at its lower bound, between, or at its upper bound. */
export type Side = -1 | 0 | 1;

/** The constraints a solution rests on; handed back in, it is where the next search starts. */
export interface WorkingSet {
  readonly x: Float64Array;
  readonly sides: Int8Array;
  /** Numbers of the rows that bind, with the side. */
  readonly rows: readonly { readonly row: number; readonly side: -1 | 1 }[];
}

export interface QuadraticSolution extends WorkingSet {
  readonly objective: number;
  /** One for each row: `Qx + c + A'multipliers` is 0 for free variables, >= 0 at lower and <= 0 at upper bounds. */
  readonly multipliers: Float64Array;
  readonly iterations: number;
}

export type QuadraticResult = Result<QuadraticSolution>;
