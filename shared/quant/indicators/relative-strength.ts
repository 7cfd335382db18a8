/** Relative strength over a whole column in one pass, with the bits of its step (`Strength` in steps/bars.ts). */
import { nanColumn } from './define.ts';

/** Wilder averages of rises and falls, 0 to 100; 0 on flat data. */
export function relativeStrength(x: Float64Array, n: number): Float64Array {
  const out = nanColumn(x.length);
  const alpha = 1 / n;
  let run = 0;
  let up = 0;
  let down = 0;
  let last = Number.NaN;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number;
    const change = value - last;
    last = value;
    if (Number.isNaN(change)) {
      run = 0;
      up = 0;
      down = 0;
      continue;
    }
    run++;
    const rise = change > 0 ? change : 0;
    const fall = change < 0 ? -change : 0;
    if (run > n) {
      up += alpha * (rise - up);
      down += alpha * (fall - down);
    } else {
      up += rise;
      down += fall;
      if (run < n) continue;
      up /= n;
      down /= n;
    }
    const sum = up + down;
    out[i] = sum === 0 ? 0 : (100 * up) / sum;
  }
  return out;
}
