/** The nearest point that keeps a box and linear rows, by the dual active set method; contradictions are named. */
import { type Result, refuse } from '../../../core/result.ts';
import { dot } from '../linear-algebra.ts';
import { split } from './orthogonal.ts';
import type { QuadraticProblem, WorkingSet } from './problem.ts';

/** A constraint `normal · x >= least`. */
interface Wanted {
  readonly kind: 'bound' | 'row';
  readonly index: number;
  readonly side: -1 | 1;
  readonly violation: number;
  readonly equation: boolean;
}
interface ActiveRow {
  readonly row: number;
  readonly side: -1 | 1;
  readonly equation: boolean;
  weight: number;
}

const tolerance = 1e-11;

/** What a person calls a constraint. */
function constraintName(problem: QuadraticProblem, kind: 'bound' | 'row', index: number, side: -1 | 1): string {
  if (kind === 'row') return problem.rows[index]?.name ?? `row ${index + 1}`;
  const bound = side < 0 ? problem.lower[index] : problem.upper[index];
  return `${problem.names[index] ?? `variable ${index + 1}`} ${side < 0 ? 'at least' : 'at most'} ${bound}`;
}

/**
 * Goldfarb and Idnani (1983) with the identity as the matrix: bounds only fix variables, so every step solves a system as
 * small as the number of binding rows. The distance rises with every constraint added, so no working set comes twice.
 */
export function project(problem: QuadraticProblem, from: Float64Array): Result<WorkingSet> {
  const { lower, upper, rows } = problem;
  const n = from.length;
  const x = Float64Array.from(from);
  const sides = new Int8Array(n);
  const boundWeights = new Float64Array(n);
  const active: ActiveRow[] = [];
  const settled = new Set<number>();
  const norms = rows.map((row) => Math.sqrt(row.coefficients.reduce((sum, v) => sum + v * v, 0)));

  const activity = (row: number): number => {
    const a = rows[row]?.coefficients as Float64Array;
    let sum = 0;
    for (let j = 0; j < n; j++) sum += (a[j] as number) * (x[j] as number);
    return sum;
  };

  function next(): Wanted | undefined {
    for (const [r, row] of rows.entries()) {
      if (row.low !== row.high || settled.has(r)) continue;
      const gap = row.low - activity(r);
      return { kind: 'row', index: r, side: gap >= 0 ? -1 : 1, violation: Math.abs(gap), equation: true };
    }
    let worst: Wanted | undefined;
    let most = tolerance;
    const offer = (kind: 'bound' | 'row', index: number, side: -1 | 1, violation: number, measure: number): void => {
      if (!(measure > most)) return;
      most = measure;
      worst = { kind, index, side, violation, equation: false };
    };
    for (let j = 0; j < n; j++) {
      if (sides[j] !== 0) continue;
      const value = x[j] as number;
      offer('bound', j, -1, (lower[j] as number) - value, (lower[j] as number) - value);
      offer('bound', j, 1, value - (upper[j] as number), value - (upper[j] as number));
    }
    for (const [r, row] of rows.entries()) {
      if (row.low === row.high || active.some((a) => a.row === r)) continue;
      const value = activity(r);
      const norm = norms[r] || 1;
      offer('row', r, -1, row.low - value, (row.low - value) / norm);
      offer('row', r, 1, value - row.high, (value - row.high) / norm);
    }
    return worst;
  }

  const limit = 100 * (n + rows.length) + 1000;
  let iterations = 0;
  for (let wanted = next(); wanted !== undefined; wanted = next()) {
    let weight = 0;
    let violation = wanted.violation;
    for (;;) {
      if (iterations++ > limit)
        return refuse('no-convergence', 'No point that keeps every constraint was found in the allowed steps.', {
          where: constraintName(problem, wanted.kind, wanted.index, wanted.side),
          fix: 'Loosen the constraints a little, or remove those that say the same thing twice.',
        });
      const sign = -wanted.side;
      const normal = (j: number): number =>
        wanted.kind === 'row' ? sign * (rows[wanted.index]?.coefficients[j] as number) : j === wanted.index ? sign : 0;
      const rowNormal = (a: ActiveRow, j: number): number => -a.side * (rows[a.row]?.coefficients[j] as number);
      const free = Array.from({ length: n }, (_, j) => j).filter((j) => sides[j] === 0);
      const parts = split(
        Float64Array.from(free, normal),
        active.map((a) => Float64Array.from(free, (j) => rowNormal(a, j))),
      );
      if (typeof parts === 'number') {
        // A row that follows from the others is held by them.
        active.splice(parts, 1);
        continue;
      }
      const { coefficients: shares, rest: direction } = parts;
      const rest = (j: number): number =>
        active.reduce((v, a, i) => v - rowNormal(a, j) * (shares[i] as number), normal(j));
      const size = Math.sqrt(dot(direction, direction));
      const length = wanted.kind === 'row' ? (norms[wanted.index] as number) : 1;
      const moves = size > 1e-9 * length;
      // How far the multipliers of the binding constraints let us go.
      let dualStep = Number.POSITIVE_INFINITY;
      let blocking: { kind: 'bound' | 'row'; at: number } | undefined;
      const involved: string[] = [];
      for (const [i, a] of active.entries()) {
        const rate = shares[i] as number;
        if (Math.abs(rate) > 1e-9) involved.push(constraintName(problem, 'row', a.row, a.side));
        if (!a.equation && rate > 1e-12 && a.weight / rate < dualStep) {
          dualStep = a.weight / rate;
          blocking = { kind: 'row', at: i };
        }
      }
      for (let j = 0; j < n; j++) {
        const side = sides[j] as number;
        if (side === 0) continue;
        const rate = -side * rest(j);
        if (Math.abs(rate) > 1e-9) involved.push(constraintName(problem, 'bound', j, side as -1 | 1));
        if (rate > 1e-12 && (boundWeights[j] as number) / rate < dualStep) {
          dualStep = (boundWeights[j] as number) / rate;
          blocking = { kind: 'bound', at: j };
        }
      }
      if (!moves && wanted.equation && violation <= 1e-9 * Math.max(1, length)) {
        // It follows from the others.
        settled.add(wanted.index);
        break;
      }
      const primalStep = moves ? violation / (size * size) : Number.POSITIVE_INFINITY;
      const step = Math.min(primalStep, dualStep);
      if (step === Number.POSITIVE_INFINITY) {
        const all = [constraintName(problem, wanted.kind, wanted.index, wanted.side), ...involved];
        const told = all.length > 6 ? [...all.slice(0, 6), `and ${all.length - 6} more`] : all;
        return refuse('infeasible', `These constraints contradict each other: ${told.join('; ')}.`, {
          where: all[0] as string,
          fix: 'Loosen one of them.',
        });
      }
      for (const [i, a] of active.entries()) a.weight -= step * (shares[i] as number);
      for (let j = 0; j < n; j++) {
        const side = sides[j] as number;
        if (side !== 0) boundWeights[j] = (boundWeights[j] as number) + step * side * rest(j);
      }
      weight += step;
      if (moves) {
        for (const [i, j] of free.entries()) x[j] = (x[j] as number) + step * (direction[i] as number);
        violation -= step * size * size;
      }
      if (step === primalStep) {
        if (wanted.kind === 'bound') {
          sides[wanted.index] = wanted.side;
          boundWeights[wanted.index] = weight;
          x[wanted.index] = (wanted.side < 0 ? lower : upper)[wanted.index] as number;
        } else {
          active.push({ row: wanted.index, side: wanted.side, equation: wanted.equation, weight });
          if (wanted.equation) settled.add(wanted.index);
        }
        break;
      }
      if (blocking?.kind === 'row') active.splice(blocking.at, 1);
      else if (blocking !== undefined) sides[blocking.at] = 0;
    }
  }
  return { ok: true, value: { x, sides, rows: active.map(({ row, side }) => ({ row, side })) } };
}
