/** Portfolios of least semivariance: only returns below a benchmark are a risk. */
import { type Result, refuse } from '../../core/result.ts';
import { type ConstraintSet, withRow } from './constraints.ts';
import { returnRow } from './efficient.ts';
import { dot } from './linear-algebra.ts';
import { solveQuadratic } from './quadratic/active-set.ts';
import type { WorkingSet } from './quadratic/problem.ts';
import { symmetric } from './risk-models/define.ts';
import { findRoot, type Probe } from './root.ts';

export interface Shortfalls {
  /** Returns per row without gaps, a column for each asset. */
  readonly returns: readonly Float64Array[];
  /** Annual expected returns. */
  readonly expected: Float64Array;
  readonly periodsPerYear: number;
  /** Return per row below which a row counts. */
  readonly benchmark: number;
  /** Gamma of `gamma * w'w`. */
  readonly l2?: number;
}

interface Found {
  readonly weights: Float64Array;
  readonly working: WorkingSet;
}

/**
 * Minimises `risk * sum(min(Bw, 0)²) / T + linear · w + squares * w'w`. The shortfall is quadratic wherever the same rows fall
 * short: a programme for the present rows gives the next weights, and when its own rows are the same it is the minimum
 * (Newton's method on a piecewise quadratic; a search along the line keeps it falling, so it ends).
 */
function minimise(
  shortfalls: Shortfalls,
  constraints: ConstraintSet,
  terms: { risk: number; linear: Float64Array; squares: number },
  near?: Found,
): Result<Found> {
  const { returns, benchmark } = shortfalls;
  const n = returns.length;
  const length = returns[0]?.length ?? 0;
  const b = returns.map((c) => c.map((v) => v - benchmark));
  const values = (w: Float64Array): Float64Array => {
    const out = new Float64Array(length);
    for (let i = 0; i < n; i++) {
      const [column, weight] = [b[i] as Float64Array, w[i] as number];
      if (weight !== 0) for (let t = 0; t < length; t++) out[t] = (out[t] as number) + weight * (column[t] as number);
    }
    return out;
  };
  const objective = (w: Float64Array): number => {
    let sum = 0;
    for (const v of values(w)) sum += Math.min(0, v) ** 2;
    return (terms.risk * sum) / length + dot(terms.linear, w) + terms.squares * dot(w, w);
  };
  const programme = (short: Int32Array, from?: WorkingSet): Result<Found> => {
    const columns = b.map((c) => Float64Array.from(short, (t) => c[t] as number));
    const matrix = symmetric(
      n,
      (i, j) =>
        ((2 * terms.risk) / length) * dot(columns[i] as Float64Array, columns[j] as Float64Array) +
        (i === j ? 2 * terms.squares : 0),
    );
    const found = solveQuadratic({ ...constraints, matrix, linear: terms.linear }, from);
    return found.ok ? { ok: true, value: { weights: found.value.x, working: found.value } } : found;
  };
  const rowsBelow = (w: Float64Array): Int32Array => {
    const path = values(w);
    return Int32Array.from(Array.from(path, (_, t) => t).filter((t) => (path[t] as number) < 0));
  };
  let at = near;
  if (at === undefined) {
    const first = programme(Int32Array.from({ length }, (_, t) => t));
    if (!first.ok) return first;
    at = first.value;
  }
  let value = objective(at.weights);
  for (let step = 0; step < 300; step++) {
    const short = rowsBelow(at.weights);
    const next = programme(short, at.working);
    if (!next.ok) return next;
    const goal = next.value;
    const distance = goal.weights.reduce(
      (m, v, i) => Math.max(m, Math.abs(v - ((at as Found).weights[i] as number))),
      0,
    );
    const same = rowsBelow(goal.weights);
    if (distance < 1e-13 || (same.length === short.length && same.every((t, i) => t === short[i])))
      return { ok: true, value: goal };
    let share = 1;
    let weights = goal.weights;
    let moved = objective(weights);
    while (moved > value && share > 1e-10) {
      share /= 2;
      weights = goal.weights.map(
        (v, i) => ((at as Found).weights[i] as number) + share * (v - ((at as Found).weights[i] as number)),
      );
      moved = objective(weights);
    }
    if (!(moved < value - 1e-17 * Math.abs(value)))
      return { ok: true, value: moved <= value ? { ...goal, weights } : at };
    // A programme ends in the same place wherever it starts: the goal's constraints are as good as any.
    at = { weights, working: goal.working };
    value = moved;
  }
  return refuse('no-convergence', 'The search for the least semivariance did not settle.', {
    where: 'returns',
    fix: 'Give a longer history, or an L2 term.',
  });
}

const flat = (n: number): Float64Array => new Float64Array(n);

/** Least semivariance, with a return of at least the target where one is given. */
export function minSemivariance(s: Shortfalls, constraints: ConstraintSet, target?: number): Result<Float64Array> {
  const rules = target === undefined ? constraints : withRow(constraints, returnRow(s.expected, target));
  const found = minimise(s, rules, { risk: 1, linear: flat(s.expected.length), squares: s.l2 ?? 0 });
  return found.ok ? { ok: true, value: found.value.weights } : found;
}

/** Most `mu'w / periods - aversion / 2 * semivariance per row`. */
export function maxSemiUtility(s: Shortfalls, constraints: ConstraintSet, aversion: number): Result<Float64Array> {
  if (!(aversion > 0))
    return refuse('bad-option', `A risk aversion of ${aversion} has no best portfolio.`, {
      where: 'risk aversion',
      fix: 'Give a number above 0.',
    });
  const linear = s.expected.map((v) => -v / s.periodsPerYear);
  const found = minimise(s, constraints, { risk: aversion / 2, linear, squares: s.l2 ?? 0 });
  return found.ok ? { ok: true, value: found.value.weights } : found;
}

/** Most return with an annual semideviation of at most the target. */
export function semivarianceRisk(s: Shortfalls, constraints: ConstraintSet, target: number): Result<Float64Array> {
  if (!(target > 0))
    return refuse('bad-option', `A semideviation of ${target} cannot be reached.`, {
      where: 'target risk',
      fix: 'Give a number above 0.',
    });
  const size = (w: Float64Array): number => {
    let sum = 0;
    for (let t = 0; t < (s.returns[0]?.length ?? 0); t++) {
      let r = 0;
      for (const [i, c] of s.returns.entries()) r += (w[i] as number) * ((c[t] as number) - s.benchmark);
      sum += Math.min(0, r) ** 2;
    }
    return (sum / (s.returns[0]?.length ?? 1)) * s.periodsPerYear;
  };
  const probe = (at: number): Result<Probe<Float64Array>> => {
    const found = minimise(s, constraints, {
      risk: s.periodsPerYear,
      linear: s.expected.map((v) => -at * v),
      squares: at * (s.l2 ?? 0),
    });
    if (!found.ok) return found;
    return { ok: true, value: { at, value: size(found.value.weights) / target ** 2 - 1, answer: found.value.weights } };
  };
  const first = probe(0);
  if (!first.ok) return first;
  let low = first.value;
  if (low.value > 2e-9)
    return refuse(
      'infeasible',
      `A semideviation of ${target} is out of reach: the lowest possible is ${Math.sqrt(size(low.answer)).toPrecision(4)}.`,
      {
        where: 'target risk',
        fix: 'Allow more risk, or loosen bounds and sectors.',
      },
    );
  let price = 2 * target * target;
  for (let i = 0; i < 60; i++, price *= 4) {
    const found = probe(price);
    if (!found.ok) return found;
    if (found.value.value >= 0) {
      const root = findRoot(low, found.value, probe, 1e-12);
      return root.ok ? { ok: true, value: root.value.answer } : root;
    }
    low = found.value;
  }
  return { ok: true, value: low.answer };
}
