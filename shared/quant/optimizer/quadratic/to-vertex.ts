/** Moves a point that keeps every constraint to a corner of them, without leaving them. */
import { multiply } from '../linear-algebra.ts';
import type { QuadraticProblem, WorkingSet } from './problem.ts';

/** A direction of as few variables as possible along which no binding row changes. */
function nullDirection(columns: readonly (readonly number[])[]): Float64Array | undefined {
  const width = columns.length;
  const height = columns[0]?.length ?? 0;
  const a: Float64Array[] = Array.from({ length: height }, (_, i) => Float64Array.from(columns, (c) => c[i] as number));
  const pivots: number[] = [];
  let row = 0;
  for (let column = 0; column < width && row < height; column++) {
    let best = row;
    for (let i = row + 1; i < height; i++)
      if (Math.abs((a[i] as Float64Array)[column] as number) > Math.abs((a[best] as Float64Array)[column] as number))
        best = i;
    [a[row], a[best]] = [a[best] as Float64Array, a[row] as Float64Array];
    const pivotRow = a[row] as Float64Array;
    const pivot = pivotRow[column] as number;
    if (Math.abs(pivot) < 1e-10) continue;
    for (let j = 0; j < width; j++) pivotRow[j] = (pivotRow[j] as number) / pivot;
    for (const [i, other] of a.entries()) {
      const factor = other[column] as number;
      if (i === row || factor === 0) continue;
      for (let j = 0; j < width; j++) other[j] = (other[j] as number) - factor * (pivotRow[j] as number);
    }
    pivots.push(column);
    row++;
  }
  const loose = Array.from({ length: width }, (_, j) => j).find((j) => !pivots.includes(j));
  if (loose === undefined) return undefined;
  const direction = new Float64Array(width);
  direction[loose] = 1;
  for (const [i, column] of pivots.entries()) direction[column] = -((a[i] as Float64Array)[loose] as number);
  return direction;
}

/** Fixes one variable or binds one row a step; stops where variables without bounds are left. */
export function toVertex(problem: QuadraticProblem, start: WorkingSet): WorkingSet {
  const { lower, upper, rows } = problem;
  const x = Float64Array.from(start.x);
  const sides = Int8Array.from(start.sides);
  const binding = [...start.rows];
  const gradient = Float64Array.from(multiply(problem.matrix, x), (v, j) => v + (problem.linear[j] as number));
  const free = Array.from(x, (_, j) => j).filter((j) => sides[j] === 0);
  // Those that promise most stay free longest.
  free.sort((a, b) => (gradient[b] as number) - (gradient[a] as number) || a - b);
  const activities = rows.map((row) => row.coefficients.reduce((sum, v, j) => sum + v * (x[j] as number), 0));
  while (free.length > binding.length) {
    const chosen = free.slice(0, binding.length + 1);
    const direction = nullDirection(chosen.map((j) => binding.map(({ row }) => rows[row]?.coefficients[j] as number)));
    if (direction === undefined) break;
    let best: { step: number; variable?: number; row?: number; side: -1 | 1; sign: number } | undefined;
    const slope = chosen.reduce((sum, j, i) => sum + (gradient[j] as number) * (direction[i] as number), 0);
    for (const sign of slope <= 0 ? [1, -1] : [-1, 1]) {
      const offer = (step: number, side: -1 | 1, at: { variable?: number; row?: number }): void => {
        if (Number.isFinite(step) && (best === undefined || step < best.step))
          best = { step: Math.max(0, step), side, sign, ...at };
      };
      for (const [i, j] of chosen.entries()) {
        const rate = sign * (direction[i] as number);
        if (rate < -1e-12) offer(((lower[j] as number) - (x[j] as number)) / rate, -1, { variable: j });
        if (rate > 1e-12) offer(((upper[j] as number) - (x[j] as number)) / rate, 1, { variable: j });
      }
      for (const [r, row] of rows.entries()) {
        if (row.low === row.high || binding.some((b) => b.row === r)) continue;
        const rate =
          sign * chosen.reduce((sum, j, i) => sum + (row.coefficients[j] as number) * (direction[i] as number), 0);
        if (rate < -1e-12) offer((row.low - (activities[r] as number)) / rate, -1, { row: r });
        if (rate > 1e-12) offer((row.high - (activities[r] as number)) / rate, 1, { row: r });
      }
      if (best !== undefined) break;
    }
    if (best === undefined) break;
    const { step, sign } = best;
    for (const [i, j] of chosen.entries()) x[j] = (x[j] as number) + step * sign * (direction[i] as number);
    for (const [r, row] of rows.entries())
      activities[r] =
        (activities[r] as number) +
        step * sign * chosen.reduce((sum, j, i) => sum + (row.coefficients[j] as number) * (direction[i] as number), 0);
    if (best.row !== undefined) binding.push({ row: best.row, side: best.side });
    else {
      const j = best.variable as number;
      sides[j] = best.side;
      x[j] = (best.side < 0 ? lower : upper)[j] as number;
      free.splice(free.indexOf(j), 1);
    }
  }
  return { x, sides, rows: binding };
}
