/** Portfolios of least conditional value at risk or conditional drawdown at risk, as linear programmes. */
import { type Result, refuse } from '../../../core/result.ts';
import { type ConstraintSet, withRow } from '../constraints.ts';
import { returnRow } from '../efficient.ts';
import { drawdowns, portfolioReturns, tailMean } from '../scenarios.ts';
import { solveSquaredTail, type TailMeasure } from '../tail-cuts.ts';
import { type LinearSolution, type LinearSolver, RowBuilder } from './solver.ts';

export interface TailProblem {
  readonly measure: TailMeasure;
  /** Returns per row without gaps, a column for each asset. */
  readonly returns: readonly Float64Array[];
  /** Annual expected returns, for a target return or a risk limit. */
  readonly expected: Float64Array;
  /** 0.95: the worst 5 % of the rows. */
  readonly beta: number;
  readonly constraints: ConstraintSet;
  /** Gamma of `gamma * w'w`. */
  readonly l2?: number;
  /** Least tail with this return, or (`limit`) most return with this tail. */
  readonly target?: number;
  readonly limit?: number;
}

export interface TailSolution {
  readonly weights: Float64Array;
  /** The tail of these weights, per row (cvar) or as a drawdown (cdar); positive for a loss. */
  readonly tail: number;
}

export function tailOf(
  measure: TailMeasure,
  returns: readonly Float64Array[],
  weights: ArrayLike<number>,
  beta: number,
): number {
  const path = portfolioReturns(returns, weights);
  return tailMean(measure === 'cvar' ? path.map((r) => -r) : drawdowns(path), beta);
}

/**
 * Rockafellar and Uryasev (2000): a loss above a threshold costs its excess; the best threshold is the value at risk. For
 * drawdowns (Chekhlov, Uryasev and Zabarankin 2005) a second chain of variables carries the running drawdown.
 */
function linearWeights(problem: TailProblem, solver: LinearSolver): Result<LinearSolution> {
  const { measure, returns, expected, beta, constraints, target, limit } = problem;
  const n = returns.length;
  const length = returns[0]?.length ?? 0;
  const size = n + 1 + (measure === 'cvar' ? length : 2 * length);
  const threshold = n;
  const excess = n + 1;
  const depth = n + 1 + length;
  const rows = new RowBuilder();
  for (const row of constraints.rows) rows.add(row.low, row.high, row.coefficients.entries());
  const weighed = (t: number, sign: 1 | -1): (readonly [number, number])[] =>
    returns.map((c, i) => [i, sign * (c[t] as number)] as const);
  for (let t = 0; t < length; t++) {
    if (measure === 'cvar') rows.add(0, Number.POSITIVE_INFINITY, [...weighed(t, 1), [threshold, 1], [excess + t, 1]]);
    else {
      rows.add(0, Number.POSITIVE_INFINITY, [
        [excess + t, 1],
        [depth + t, -1],
        [threshold, 1],
      ]);
      rows.add(0, Number.POSITIVE_INFINITY, [
        [depth + t, 1],
        ...(t > 0 ? [[depth + t - 1, -1] as const] : []),
        ...weighed(t, 1),
      ]);
    }
  }
  const tail = (j: number): number =>
    j === threshold ? 1 : j >= excess && j < excess + length ? 1 / (length * (1 - beta)) : 0;
  if (target !== undefined) rows.add(target, Number.POSITIVE_INFINITY, expected.entries());
  if (limit !== undefined)
    rows.add(
      Number.NEGATIVE_INFINITY,
      limit,
      Array.from({ length: length + 1 }, (_, k) => [threshold + k, tail(threshold + k)] as const),
    );
  const bound = (of: Float64Array, other: number) => (_: unknown, j: number) =>
    j < n ? (of[j] as number) : j === threshold ? Math.sign(other || -1) * Number.POSITIVE_INFINITY : other;
  return solver.solve({
    cost: Float64Array.from({ length: size }, (_, j) =>
      limit === undefined ? tail(j) : j < n ? -(expected[j] as number) : 0,
    ),
    lower: Float64Array.from({ length: size }, bound(constraints.lower, 0)),
    upper: Float64Array.from({ length: size }, bound(constraints.upper, Number.POSITIVE_INFINITY)),
    rows,
  });
}

/** Refuses gaps in the returns, contradicting constraints, and targets out of reach. The L2 term needs no linear solver. */
export function solveTail(problem: TailProblem, solver: LinearSolver): Result<TailSolution> {
  const { measure, returns, beta, l2 = 0, target, limit } = problem;
  const length = returns[0]?.length ?? 0;
  if (!(beta > 0 && beta < 1))
    return refuse('bad-option', `A confidence of ${beta} has no tail.`, {
      where: 'beta',
      fix: 'Give a share such as 0.95.',
    });
  if (length < 2 || returns.some((c) => c.some((v) => !Number.isFinite(v))))
    return refuse(
      'too-few-rows',
      'The tail is measured on rows in which every asset has a return; there are too few.',
      {
        where: 'returns',
        fix: 'Leave out assets with a short history.',
      },
    );
  const found: Result<{ x: Float64Array }> = l2 > 0 ? withSquares(problem, l2) : linearWeights(problem, solver);
  if (!found.ok) {
    if (found.error.code !== 'infeasible' || (target === undefined && limit === undefined)) return found;
    return refuse(
      'infeasible',
      target !== undefined
        ? `No weights reach a return of ${target} within the constraints.`
        : `No weights keep the ${measure === 'cvar' ? 'conditional value at risk' : 'conditional drawdown'} below ${limit}.`,
      {
        where: target !== undefined ? 'target return' : 'target risk',
        fix:
          target !== undefined
            ? 'Ask for a lower return, or loosen bounds and sectors.'
            : 'Allow more risk, or loosen bounds and sectors.',
      },
    );
  }
  const weights = found.value.x.slice(0, returns.length);
  return { ok: true, value: { weights, tail: tailOf(measure, returns, weights, beta) } };
}

function withSquares(problem: TailProblem, l2: number): Result<{ x: Float64Array }> {
  const { constraints, expected, target } = problem;
  const rules = target === undefined ? constraints : withRow(constraints, returnRow(expected, target));
  const found = solveSquaredTail({ ...problem, constraints: rules, l2 });
  return found.ok ? { ok: true, value: { x: found.value } } : found;
}
