/** Relative strength over a whole column in one pass, with the bits of its step (`Strength` in steps/bars.ts). */
import { columnFor } from './define.ts';

/** Wilder averages of rises and falls, as the loops hand them on. */
class Averages {
  up = 0;
  down = 0;
}

/** Wilder averages of rises and falls, 0 to 100; 0 on flat data. Starts anew after a NaN. */
export function relativeStrength(x: Float64Array, n: number, into?: Float64Array): Float64Array {
  const out = columnFor(x.length, into);
  const averages = new Averages();
  let i = 0;
  while (i < x.length) {
    const seeded = seed(x, n, i, averages, out);
    i = seeded < 0 ? -seeded : follow(x, n, seeded, averages, out);
    if (i < x.length) out[i++] = Number.NaN;
  }
  return out;
}

const strength = (up: number, down: number): number => (up + down === 0 ? 0 : (100 * up) / (up + down));

/** The mean of n changes in row `from + n`. Answers the next row, or the negated row of a NaN or the end. */
function seed(x: Float64Array, n: number, from: number, averages: Averages, out: Float64Array): number {
  let up = 0;
  let down = 0;
  for (let i = from; ; i++) {
    if (i === x.length || Number.isNaN(x[i] as number)) return -i;
    if (i > from) {
      const change = (x[i] as number) - (x[i - 1] as number);
      up += (Math.abs(change) + change) / 2;
      down += (Math.abs(change) - change) / 2;
    }
    if (i === from + n) break;
    out[i] = Number.NaN;
  }
  averages.up = up / n;
  averages.down = down / n;
  out[from + n] = strength(averages.up, averages.down);
  return from + n + 1;
}

/** Rise and fall without a branch nobody can predict. Answers the row of the next NaN, or the end. */
function follow(x: Float64Array, n: number, from: number, averages: Averages, out: Float64Array): number {
  const size = x.length;
  const alpha = 1 / n;
  let up = averages.up;
  let down = averages.down;
  let last = x[from - 1] as number;
  let i = from;
  for (; i < size; i++) {
    const value = x[i] as number;
    if (Number.isNaN(value)) break;
    const change = value - last;
    const distance = Math.abs(change);
    last = value;
    up += alpha * ((distance + change) / 2 - up);
    down += alpha * ((distance - change) / 2 - down);
    const sum = up + down;
    out[i] = sum === 0 ? 0 : (100 * up) / sum;
  }
  return i;
}
