/** Finds the minimum of a convex quadratic programme by a primal active set search with an updated Cholesky factor. */
import { type Result, refuse } from '../../../core/result.ts';
import { dot, multiply } from '../linear-algebra.ts';
import { feasibleStart } from './feasible-start.ts';
import { FreeFactor } from './free-factor.ts';
import { split } from './orthogonal.ts';
import type { QuadraticProblem, QuadraticResult, QuadraticSolution, WorkingSet } from './problem.ts';

type Ended = QuadraticSolution | 'singular' | 'limit' | 'unbounded';

/** After so many steps of no length in a row the smallest index decides: Bland's rule visits no working set twice. */
const stalls = 40;

/**
 * One search from a point that keeps every constraint (Nocedal and Wright, Numerical Optimization, algorithm 16.3). The
 * objective falls with every step of positive length and each working set has one minimum, so none comes twice.
 */
function search(problem: QuadraticProblem, start: WorkingSet): Ended {
  const { matrix, linear, lower, upper, rows } = problem;
  const n = linear.length;
  const x = Float64Array.from(start.x);
  const sides = Int8Array.from(start.sides);
  const working = start.rows.map((w) => ({ ...w }));
  const factor = new FreeFactor(matrix);
  for (let j = 0; j < n; j++) if (sides[j] === 0 && !factor.add(j)) return 'singular';
  const { free } = factor;
  /** The gradient where all of it was last known; `current` follows the free variables from there. */
  let gradient = new Float64Array(n);
  const current = new Float64Array(n);
  const moved = new Float64Array(n);
  const activities = rows.map((row) => dot(row.coefficients, x));
  const norms = rows.map((row) => Math.sqrt(dot(row.coefficients, row.coefficients)));
  let refined = false;
  const refresh = (): void => {
    gradient = new Float64Array(linear);
    for (let j = 0; j < n; j++) addTimes(gradient, x[j] as number, matrix[j] as Float64Array);
    moved.fill(0);
    current.set(gradient);
  };
  refresh();
  const scale = Math.max(
    gradient.reduce((most, v) => Math.max(most, Math.abs(v)), 0),
    matrix.reduce((most, row, j) => Math.max(most, row[j] as number), 0),
  );
  const priceTolerance = 1e-11 * (scale || 1);
  const limit = 60 * (n + rows.length) + 1000;
  let idle = 0;
  for (let iterations = 0; iterations < limit; iterations++) {
    const k = free.length;
    const u = Float64Array.from(free, (j) => current[j] as number);
    factor.solveLower(u);
    const v = working.map(({ row }) => {
      const column = Float64Array.from(free, (j) => rows[row]?.coefficients[j] as number);
      factor.solveLower(column);
      return column;
    });
    // In these coordinates the way to the minimum is `-u`, and binding rows allow only what is at right angles to them.
    const parts = split(u, v);
    if (typeof parts === 'number') {
      const { row } = working[parts] as (typeof working)[number];
      if (rows[row]?.low === rows[row]?.high) return 'limit';
      // It follows from the others, which hold it.
      working.splice(parts, 1);
      idle++;
      continue;
    }
    const nu = parts.coefficients.map((value) => -value);
    const step = parts.rest.map((value) => -value);
    factor.solveUpper(step);

    // How far along: the whole step, or up to the first constraint in the way.
    let alpha = 1;
    let blockPlace = -1;
    let blockRow = -1;
    let blockSide: -1 | 1 = -1;
    let blockRate = 0;
    const careful = idle > stalls;
    const offer = (at: number, rate: number, side: -1 | 1, place: number, row: number): void => {
      const t = Math.max(0, at);
      const first = t < alpha - 1e-14 || (blockPlace < 0 && blockRow < 0 && t < alpha);
      const tie = !first && t <= alpha + 1e-14 && (blockPlace >= 0 || blockRow >= 0);
      const better = careful
        ? place >= 0 && (blockPlace < 0 || (free[place] as number) < (free[blockPlace] as number))
        : Math.abs(rate) > blockRate;
      if (!first && !(tie && better)) return;
      alpha = Math.min(alpha, t);
      blockPlace = place;
      blockRow = row;
      blockSide = side;
      blockRate = Math.abs(rate);
    };
    for (let i = 0; i < k; i++) {
      const rate = step[i] as number;
      const j = free[i] as number;
      if (rate < -1e-15) offer(((lower[j] as number) - (x[j] as number)) / rate, rate, -1, i, -1);
      else if (rate > 1e-15) offer(((upper[j] as number) - (x[j] as number)) / rate, rate, 1, i, -1);
    }
    const length = Math.sqrt(dot(step, step));
    const rates = rows.map((row) => {
      let sum = 0;
      for (let i = 0; i < k; i++) sum += (row.coefficients[free[i] as number] as number) * (step[i] as number);
      return sum;
    });
    for (const [r, row] of rows.entries()) {
      if (row.low === row.high || working.some((w) => w.row === r)) continue;
      const rate = rates[r] as number;
      // A row almost parallel to binding ones does not change: binding it too would leave no independent set.
      if (Math.abs(rate) <= 1e-10 * (norms[r] as number) * length) continue;
      if (rate < 0) offer((row.low - (activities[r] as number)) / rate, rate, -1, -1, r);
      else offer((row.high - (activities[r] as number)) / rate, rate, 1, -1, r);
    }

    // Inside a working set the gradient of free variables is known without the matrix: it fades as the step is taken.
    for (let i = 0; i < k; i++) {
      const j = free[i] as number;
      let pull = 0;
      for (const [w, { row }] of working.entries()) pull += (nu[w] as number) * (rows[row]?.coefficients[j] as number);
      current[j] = (1 - alpha) * (current[j] as number) - alpha * pull;
      const change = alpha * (step[i] as number);
      x[j] = (x[j] as number) + change;
      moved[j] = (moved[j] as number) + change;
    }
    for (const [r, rate] of rates.entries()) activities[r] = (activities[r] as number) + alpha * rate;
    if (alpha > 1e-13) idle = 0;
    else idle++;
    if (blockPlace >= 0) {
      const j = free[blockPlace] as number;
      const bound = (blockSide < 0 ? lower : upper)[j] as number;
      moved[j] = (moved[j] as number) + bound - (x[j] as number);
      x[j] = bound;
      sides[j] = blockSide;
      factor.drop(blockPlace);
      continue;
    }
    if (blockRow >= 0) {
      working.push({ row: blockRow, side: blockSide });
      continue;
    }

    // The lowest point of this working set: which constraint would be better let go?
    for (let j = 0; j < n; j++) {
      const change = moved[j] as number;
      if (change === 0) continue;
      addTimes(gradient, change, matrix[j] as Float64Array);
      moved[j] = 0;
    }
    current.set(gradient);
    let worst = priceTolerance;
    let leaving = -1;
    let leavingRow = -1;
    for (let j = 0; j < n; j++) {
      const side = sides[j] as number;
      if (side === 0 || lower[j] === upper[j]) continue;
      let price = gradient[j] as number;
      for (const [w, { row }] of working.entries()) price += (nu[w] as number) * (rows[row]?.coefficients[j] as number);
      const gain = side * price;
      if (gain > worst && !(careful && leaving >= 0)) {
        worst = gain;
        leaving = j;
      }
    }
    for (const [w, { row, side }] of working.entries()) {
      const r = rows[row];
      if (r === undefined || r.low === r.high || (careful && leaving >= 0)) continue;
      const gain = -side * (nu[w] as number);
      if (gain > worst) {
        worst = gain;
        leaving = -1;
        leavingRow = w;
      }
    }
    if (leavingRow >= 0) {
      working.splice(leavingRow, 1);
      refined = false;
    } else if (leaving >= 0) {
      refined = false;
      sides[leaving] = 0;
      if (!factor.add(leaving)) return 'singular';
    } else if (!refined) {
      // One more step from a gradient without the small errors of many updates.
      refresh();
      refined = true;
    } else {
      const multipliers = new Float64Array(rows.length);
      for (const [w, { row }] of working.entries()) multipliers[row] = nu[w] as number;
      const objective = dot(linear, x) + dot(multiply(matrix, x), x) / 2;
      if (!Number.isFinite(objective)) return 'unbounded';
      return { x, sides, rows: working, objective, multipliers, iterations: iterations + 1 };
    }
  }
  return 'limit';
}

function addTimes(to: Float64Array, factor: number, x: Float64Array): void {
  if (factor === 0) return;
  for (let i = 0; i < to.length; i++) to[i] = (to[i] as number) + factor * (x[i] as number);
}

/**
 * A singular matrix (fewer observations than assets, or a plain linear programme) is solved by the proximal point method: a
 * small pull towards the last answer makes every search strictly convex, and the pull vanishes where it settles.
 */
function proximal(problem: QuadraticProblem, start: WorkingSet): QuadraticResult {
  const { matrix, linear } = problem;
  const diagonal = matrix.reduce((most, row, j) => Math.max(most, row[j] as number), 0);
  const steepest = linear.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  let pull = Math.max(diagonal * 1e-6, steepest * 1e-3) || 1;
  let at = start;
  let iterations = 0;
  let best = Number.POSITIVE_INFINITY;
  let before = Number.POSITIVE_INFINITY;
  for (let round = 0; round < 60; round++) {
    const shifted = {
      ...problem,
      matrix: matrix.map((row, i) => {
        const copy = Float64Array.from(row);
        copy[i] = (copy[i] as number) + pull;
        return copy;
      }),
      linear: Float64Array.from(linear, (v, j) => v - pull * (at.x[j] as number)),
    };
    const found = search(shifted, at);
    if (typeof found === 'string') {
      if (found === 'singular' && round < 20) {
        pull *= 10;
        continue;
      }
      return notFound(found);
    }
    iterations += found.iterations;
    const distance = found.x.reduce((most, v, j) => Math.max(most, Math.abs(v - (at.x[j] as number))), 0);
    const objective = dot(linear, found.x) + dot(multiply(matrix, found.x), found.x) / 2;
    if (found.x.some((v) => Math.abs(v) > 1e8)) return notFound('unbounded');
    at = found;
    if (distance <= 1e-12 || (round > 3 && Math.abs(best - objective) <= 1e-15 * Math.max(1, Math.abs(objective))))
      return { ok: true, value: { ...found, objective, iterations } };
    best = Math.min(best, objective);
    // Where the steps do not get shorter the way is long, or endless: a weaker pull goes further.
    if (distance > 0.5 * before) pull = Math.max(pull / 10, diagonal * 1e-10);
    before = distance;
  }
  return notFound('limit');
}

function notFound(why: 'singular' | 'limit' | 'unbounded'): Result<never> {
  if (why === 'unbounded')
    return refuse('unbounded', 'The objective can be improved without end: nothing limits the weights.', {
      where: 'weight bounds',
      fix: 'Give every weight a lower and an upper bound.',
    });
  return refuse('no-convergence', 'The search did not settle in the allowed steps.', {
    where: 'quadratic programme',
    fix: 'The covariance matrix may be badly scaled: shrink it (ledoit-wolf), or give fewer, less similar assets.',
  });
}

/**
 * Solves a convex quadratic programme; the matrix may be singular. Refuses contradicting constraints by their names, an
 * objective without a lowest point, and a search that does not settle.
 * @param from a working set of a programme with the same constraints, to start from
 */
export function solveQuadratic(problem: QuadraticProblem, from?: WorkingSet): QuadraticResult {
  const start = from === undefined ? feasibleStart(problem) : { ok: true as const, value: from };
  if (!start.ok) return start;
  const found = search(problem, start.value);
  if (found === 'singular') return proximal(problem, start.value);
  return typeof found === 'string' ? notFound(found) : { ok: true, value: found };
}
