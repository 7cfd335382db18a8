/** Random quadratic programmes and a judge of their answers, for property tests. */
import fc from 'fast-check';
import { createRandom, type Random } from '../../shared/core/random.ts';
import { dot, multiply } from '../../shared/quant/optimizer/linear-algebra.ts';
import type { LinearRow, QuadraticProblem, QuadraticSolution } from '../../shared/quant/optimizer/quadratic/problem.ts';

/** A covariance of `size` columns from `factors` random ones; singular when there are fewer factors than columns. */
export function randomCovariance(random: Random, size: number, factors: number): Float64Array[] {
  const loads = Array.from({ length: size }, () => Float64Array.from({ length: factors }, () => 0.2 * random.normal()));
  return loads.map((a) => Float64Array.from(loads, (b) => dot(a, b)));
}

export interface Shape {
  readonly seed: number;
  readonly size: number;
  /** Columns of the factor matrix. */
  readonly factors: number;
  readonly rows: number;
  readonly kind: 'long' | 'capped' | 'short' | 'mixed' | 'free';
  /** Weight of the linear part. */
  readonly reward: number;
}

export const shapes = (most = 12): fc.Arbitrary<Shape> =>
  fc.record({
    seed: fc.integer({ min: 0, max: 1e9 }),
    size: fc.integer({ min: 1, max: most }),
    factors: fc.integer({ min: 1, max: 2 * most }),
    rows: fc.integer({ min: 0, max: 4 }),
    kind: fc.constantFrom('long', 'capped', 'short', 'mixed', 'free'),
    reward: fc.constantFrom(0, 0.05, 1, 20),
  });

/** A budget, a box, and sector-like or return-like rows; may be infeasible. Free ones always have full rank. */
export function problemOf({ seed, size, factors, rows, kind, reward }: Shape): QuadraticProblem {
  const random = createRandom(seed);
  const matrix = randomCovariance(random, size, kind === 'free' ? 2 * size + factors : factors);
  const [lower, upper] = [new Float64Array(size), new Float64Array(size)];
  for (let j = 0; j < size; j++) {
    const spread = 0.2 + random.next();
    const [low, high] = {
      long: [0, 1],
      capped: [0, 1.5 / size],
      short: [-1, 1],
      mixed: [random.next() < 0.3 ? 0.05 * random.next() : -spread, random.next() < 0.2 ? 0.06 : spread],
      free: [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    }[kind] as [number, number];
    lower[j] = low;
    upper[j] = high;
  }
  const list: LinearRow[] = [
    { name: 'the weights add up to 1', coefficients: new Float64Array(size).fill(1), low: 1, high: 1 },
  ];
  for (let r = 0; r < rows; r++) {
    const isSector = random.next() < 0.6;
    const coefficients = Float64Array.from({ length: size }, () =>
      isSector ? (random.next() < 0.5 ? 1 : 0) : 0.1 + 0.2 * random.normal(),
    );
    const middle = isSector ? 0.5 * random.next() : 0.1 * random.next();
    const side = random.next();
    list.push({
      name: `row ${r}`,
      coefficients,
      low: side < 0.6 ? middle : Number.NEGATIVE_INFINITY,
      high: side > 0.4 ? middle + 0.3 * random.next() : Number.POSITIVE_INFINITY,
    });
  }
  return {
    names: Array.from({ length: size }, (_, j) => `asset ${j}`),
    matrix,
    linear: Float64Array.from({ length: size }, () => -reward * (0.08 + 0.1 * random.normal())),
    lower,
    upper,
    rows: list,
  };
}

/** How far a point is from keeping every constraint. */
export function violation(problem: QuadraticProblem, x: ArrayLike<number>): number {
  let worst = 0;
  for (let j = 0; j < x.length; j++)
    worst = Math.max(
      worst,
      (problem.lower[j] as number) - (x[j] as number),
      (x[j] as number) - (problem.upper[j] as number),
    );
  for (const row of problem.rows) {
    const value = dot(row.coefficients, x);
    worst = Math.max(worst, row.low - value, value - row.high);
  }
  return worst;
}

export const objectiveOf = (problem: QuadraticProblem, x: ArrayLike<number>): number =>
  dot(problem.linear, x) + dot(multiply(problem.matrix, x), x) / 2;

/** The largest error in the conditions of Karush, Kuhn and Tucker, without feasibility. */
export function kktResidual(problem: QuadraticProblem, { x, multipliers }: QuadraticSolution): number {
  const slope = multiply(problem.matrix, x);
  let worst = 0;
  for (let j = 0; j < x.length; j++) {
    let price = (slope[j] as number) + (problem.linear[j] as number);
    for (const [r, row] of problem.rows.entries())
      price += (multipliers[r] as number) * (row.coefficients[j] as number);
    const atLower = (x[j] as number) <= (problem.lower[j] as number) + 1e-10;
    const atUpper = (x[j] as number) >= (problem.upper[j] as number) - 1e-10;
    if (atLower && atUpper) continue;
    worst = Math.max(worst, atLower ? -price : atUpper ? price : Math.abs(price));
  }
  for (const [r, row] of problem.rows.entries()) {
    if (row.low === row.high) continue;
    const value = dot(row.coefficients, x);
    const m = multipliers[r] as number;
    // A lower side pushes up (multiplier at most 0), an upper one down, and a row that does not bind does neither.
    if (m < 0) worst = Math.max(worst, Math.min(-m, Math.abs(value - row.low)));
    if (m > 0) worst = Math.max(worst, Math.min(m, Math.abs(value - row.high)));
  }
  return worst;
}
