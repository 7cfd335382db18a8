/** Where a quadratic search starts: a point that keeps every constraint, with the independent constraints it rests on. */
import { type Result, refuse } from '../../../core/result.ts';
import type { QuadraticProblem, WorkingSet } from './problem.ts';
import { project } from './project.ts';
import { toVertex } from './to-vertex.ts';

/** The lone equation with positive coefficients of a plain portfolio, or undefined. */
function onlyBudget(
  problem: QuadraticProblem,
): { coefficients: Float64Array; total: number; name: string } | undefined {
  const row = problem.rows[0];
  if (problem.rows.length !== 1 || row === undefined || row.low !== row.high) return undefined;
  if (!row.coefficients.every((v) => v > 0) || !problem.lower.every((v) => Number.isFinite(v) && v >= 0))
    return undefined;
  return { coefficients: row.coefficients, total: row.low, name: row.name };
}

/** Raises the most attractive variables from their lower bounds until the equation holds; the last one stays free. */
function fill(problem: QuadraticProblem, budget: NonNullable<ReturnType<typeof onlyBudget>>): Result<WorkingSet> {
  const { lower, upper, linear, matrix } = problem;
  const { coefficients, total, name } = budget;
  const x = Float64Array.from(lower);
  let missing = total;
  let most = 0;
  for (let j = 0; j < x.length; j++) {
    missing -= (coefficients[j] as number) * (lower[j] as number);
    most += (coefficients[j] as number) * (upper[j] as number);
  }
  const slack = 1e-12 * Math.max(1, Math.abs(total));
  if (missing < -slack)
    return refuse('infeasible', `The lower bounds alone add up to ${total - missing}, more than ${total}.`, {
      where: name,
      fix: 'Lower some of the lower bounds.',
    });
  if (most < total - slack)
    return refuse('infeasible', `The upper bounds add up to only ${most}, less than ${total}.`, {
      where: name,
      fix: 'Raise some of the upper bounds, or add assets.',
    });
  const score = Float64Array.from(x, (_, j) => (linear[j] as number) + ((matrix[j] as Float64Array)[j] as number) / 2);
  const order = Array.from(x, (_, j) => j).sort((a, b) => (score[a] as number) - (score[b] as number) || a - b);
  const sides = new Int8Array(x.length).fill(-1);
  let last = order.find((j) => (lower[j] as number) < (upper[j] as number)) ?? 0;
  for (const j of order) {
    if (missing <= 0) break;
    const room = (upper[j] as number) - (lower[j] as number);
    if (room === 0) continue;
    const step = Math.min(room, missing / (coefficients[j] as number));
    x[j] = step === room ? (upper[j] as number) : (lower[j] as number) + step;
    sides[j] = 1;
    missing -= step * (coefficients[j] as number);
    last = j;
  }
  sides[last] = 0;
  return { ok: true, value: { x, sides, rows: [{ row: 0, side: -1 }] } };
}

/** A point inside the box near equal shares of the first equation, or near 0. */
function middle(problem: QuadraticProblem): Float64Array {
  const share = (problem.rows.find((r) => r.low === r.high)?.low ?? 0) / problem.lower.length;
  return Float64Array.from(problem.lower, (low, j) => Math.min(Math.max(share, low), problem.upper[j] as number));
}

/** Refuses with the names of constraints that contradict each other. */
export function feasibleStart(problem: QuadraticProblem): Result<WorkingSet> {
  const budget = onlyBudget(problem);
  if (budget !== undefined) return fill(problem, budget);
  const projected = project(problem, middle(problem));
  // Where nothing is sold short most weights end at 0: a corner is nearer to the answer than the middle.
  return projected.ok && problem.lower.every((v) => v >= 0)
    ? { ok: true, value: toVertex(problem, projected.value) }
    : projected;
}
