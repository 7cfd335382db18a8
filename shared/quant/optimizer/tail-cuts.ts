/** Tail risks with squared weights in the objective, by cutting planes over exact quadratic programmes. */
import { type Result, refuse } from '../../core/result.ts';
import type { ConstraintSet } from './constraints.ts';
import { dot } from './linear-algebra.ts';
import { solveQuadratic } from './quadratic/active-set.ts';
import type { LinearRow, QuadraticProblem } from './quadratic/problem.ts';
import { portfolioReturns } from './scenarios.ts';

/** The mean of the worst losses, or of the deepest drawdowns of the uncompounded path. */
export type TailMeasure = 'cvar' | 'cdar';

/** A tail and its slope: weights w have a tail of at least `slope · w`, and here exactly that. */
function cut(measure: TailMeasure, returns: readonly Float64Array[], weights: Float64Array, beta: number) {
  const path = portfolioReturns(returns, weights);
  const length = path.length;
  const losses = new Float64Array(length);
  /** The row after which the drawdown of a row began; a loss is a drawdown of its own row. */
  const since = new Int32Array(length);
  for (let t = 0; t < length; t++) {
    const r = path[t] as number;
    const before = measure === 'cdar' && t > 0 ? (losses[t - 1] as number) : 0;
    losses[t] = before - r;
    since[t] = measure === 'cdar' && before > 0 ? (since[t - 1] as number) : t;
    if (measure === 'cdar' && (losses[t] as number) < 0) losses[t] = 0;
  }
  const order = Array.from(losses, (_, t) => t).sort((a, b) => (losses[b] as number) - (losses[a] as number) || a - b);
  const wanted = length * (1 - beta);
  let left = wanted;
  /** How often each row's return counts in the tail. */
  const counts = new Float64Array(length + 1);
  for (const t of order) {
    if (left <= 0) break;
    const share = Math.min(1, left) / wanted;
    left -= 1;
    if (measure === 'cdar' && losses[t] === 0) continue;
    counts[since[t] as number] = (counts[since[t] as number] as number) + share;
    counts[t + 1] = (counts[t + 1] as number) - share;
  }
  for (let t = 1; t < length; t++) counts[t] = (counts[t] as number) + (counts[t - 1] as number);
  const slope = Float64Array.from(returns, (c) => -dot(c, counts));
  return { slope, value: dot(slope, weights) };
}

export interface SquaredTail {
  readonly measure: TailMeasure;
  readonly returns: readonly Float64Array[];
  readonly expected: Float64Array;
  readonly beta: number;
  readonly constraints: ConstraintSet;
  /** Gamma of `gamma * w'w`, above 0. */
  readonly l2: number;
  /** Most return with at most this tail; without it the least tail. */
  readonly limit?: number | undefined;
}

/**
 * A tail is the highest of finitely many straight lines in the weights. Each round solves the programme with the lines known so far
 * and adds the one that is highest at its answer; when that line was known already, the answer is exact (Kelley 1960).
 */
export function solveSquaredTail(tail: SquaredTail): Result<Float64Array> {
  const { measure, returns, expected, beta, constraints, l2, limit } = tail;
  const n = expected.length;
  const size = limit === undefined ? n + 1 : n;
  // As steep as the weights themselves, or all lines would look parallel.
  const typical = cut(measure, returns, new Float64Array(n).fill(1 / n), beta).slope;
  const pull = (0.05 * 2 * l2) / (dot(typical, typical) || 1);
  const matrix = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    row[i] = i < n ? 2 * l2 : pull;
    return row;
  });
  /** The tail of the last round: the pull towards it makes the programme strictly convex and vanishes where it settles. */
  let near = 0;
  const wide = (x: Float64Array, last: number): Float64Array =>
    size === n ? x : Float64Array.from({ length: size }, (_, j) => (j < n ? (x[j] as number) : last));
  const cuts: LinearRow[] = [];
  const problem = (): QuadraticProblem => ({
    names: constraints.names,
    matrix,
    linear: limit === undefined ? wide(new Float64Array(n), 1 - pull * near) : expected.map((v) => -v),
    lower: wide(constraints.lower, Number.NEGATIVE_INFINITY),
    upper: wide(constraints.upper, Number.POSITIVE_INFINITY),
    rows: [...constraints.rows.map((row) => ({ ...row, coefficients: wide(row.coefficients, 0) })), ...cuts],
  });
  const add = (slope: Float64Array): void => {
    cuts.push({
      name: limit === undefined ? 'tail' : `a tail of at most ${limit}`,
      coefficients: wide(slope, -1),
      low: Number.NEGATIVE_INFINITY,
      high: limit ?? 0,
    });
  };
  add(typical);
  for (let round = 0; round < 1000; round++) {
    const found = solveQuadratic(problem());
    if (!found.ok) return found;
    const weights = found.value.x.slice(0, n);
    const { slope, value } = cut(measure, returns, weights, beta);
    const told = limit ?? (found.value.x[n] as number);
    const settled = limit !== undefined || Math.abs(told - near) <= 1e-11;
    near = told;
    if (value - told > 1e-11) add(slope);
    else if (settled) return { ok: true, value: weights };
  }
  return refuse('no-convergence', 'The least tail was not found in the allowed steps.', {
    where: 'tail risk',
    fix: 'Leave the L2 term out, or give a shorter history.',
  });
}
