/** One mean-variance programme: variance, return, squared weights and trading costs in any mixture. */
import type { Result } from '../../core/result.ts';
import type { ConstraintSet } from './constraints.ts';
import { scaledWithRidge } from './linear-algebra.ts';
import { solveQuadratic } from './quadratic/active-set.ts';
import type { QuadraticProblem, WorkingSet } from './quadratic/problem.ts';

/** Costs of `rate` for each unit of weight bought or sold away from `previous`. */
export interface TradingCost {
  readonly rate: number;
  readonly previous: Float64Array;
}

/** Minimise `risk * w'Sw - reward * mu'w + squares * w'w + costs`. */
export interface MeanVarianceTerms {
  readonly covariance: readonly Float64Array[];
  readonly expected: Float64Array;
  readonly risk: number;
  readonly reward: number;
  readonly squares: number;
  readonly cost?: TradingCost | undefined;
}

export interface MeanVarianceSolution {
  readonly weights: Float64Array;
  /** Hand it to a programme with the same constraints to start there. */
  readonly working: WorkingSet;
  readonly iterations: number;
}

/**
 * Trading costs bend at the previous weights: a weight becomes `previous + bought - sold`. At the best point no asset is
 * bought and sold at once, so the bounds of the weight become bounds of the two parts.
 */
function withCosts(problem: QuadraticProblem, cost: TradingCost): QuadraticProblem {
  const n = problem.linear.length;
  const { previous } = cost;
  const base = Float64Array.from(problem.linear, (v, i) => {
    let sum = v;
    const row = problem.matrix[i] as Float64Array;
    for (let j = 0; j < n; j++) sum += (row[j] as number) * (previous[j] as number);
    return sum;
  });
  const both = (x: ArrayLike<number>, sign: 1 | -1): Float64Array =>
    Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? sign : -sign) * (x[i % n] as number));
  const clip = (v: number): number => Math.max(0, v);
  return {
    names: [...problem.names.map((name) => `${name} bought`), ...problem.names.map((name) => `${name} sold`)],
    matrix: Array.from({ length: 2 * n }, (_, i) => both(problem.matrix[i % n] as Float64Array, i < n ? 1 : -1)),
    linear: Float64Array.from({ length: 2 * n }, (_, i) => (i < n ? 1 : -1) * (base[i % n] as number) + cost.rate),
    lower: Float64Array.from({ length: 2 * n }, (_, i) => {
      const j = i % n;
      return i < n
        ? clip((problem.lower[j] as number) - (previous[j] as number))
        : clip((previous[j] as number) - (problem.upper[j] as number));
    }),
    upper: Float64Array.from({ length: 2 * n }, (_, i) => {
      const j = i % n;
      return i < n
        ? clip((problem.upper[j] as number) - (previous[j] as number))
        : clip((previous[j] as number) - (problem.lower[j] as number));
    }),
    rows: problem.rows.map((row) => {
      const held = row.coefficients.reduce((sum, v, j) => sum + v * (previous[j] as number), 0);
      return { ...row, coefficients: both(row.coefficients, 1), low: row.low - held, high: row.high - held };
    }),
  };
}

/** Refuses contradicting constraints and weights that nothing limits. */
export function solveMeanVariance(
  terms: MeanVarianceTerms,
  constraints: ConstraintSet,
  from?: WorkingSet,
): Result<MeanVarianceSolution> {
  const { covariance, expected, risk, reward, squares, cost } = terms;
  const plain: QuadraticProblem = {
    names: constraints.names,
    matrix: scaledWithRidge(covariance, 2 * risk, 2 * squares),
    linear: Float64Array.from(expected, (v) => -reward * v),
    lower: constraints.lower,
    upper: constraints.upper,
    rows: constraints.rows,
  };
  const split = cost !== undefined && cost.rate > 0 ? cost : undefined;
  const found = solveQuadratic(split ? withCosts(plain, split) : plain, from);
  if (!found.ok) return found;
  const { x, iterations } = found.value;
  const n = expected.length;
  const weights = split
    ? Float64Array.from(split.previous, (v, j) => v + (x[j] as number) - (x[n + j] as number))
    : Float64Array.from(x);
  return { ok: true, value: { weights, working: found.value, iterations } };
}
