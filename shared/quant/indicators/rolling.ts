/** Extremes of rolling windows in linear time, and small things done to whole columns. */
import { nanColumn } from './define.ts';
import { trueRangeOf } from './steps/true-range.ts';

/** Highest (sign 1) or lowest (sign -1) of the last n values. */
export function rollingExtreme(x: Float64Array, n: number, sign: 1 | -1): Float64Array {
  const out = nanColumn(x.length);
  let run = 0;
  let best = -1;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number;
    if (Number.isNaN(value)) {
      run = 0;
      best = -1;
      continue;
    }
    run++;
    if (best < 0 || sign * (value - (x[best] as number)) >= 0) best = i;
    else if (best <= i - n) {
      best = i - n + 1;
      for (let j = best + 1; j <= i; j++) if (sign * ((x[j] as number) - (x[best] as number)) >= 0) best = j;
    }
    if (run >= n) out[i] = x[best] as number;
  }
  return out;
}

/** Difference to the value n bars back. */
export function difference(x: Float64Array, n: number): Float64Array {
  const out = nanColumn(x.length);
  for (let i = n; i < x.length; i++) out[i] = (x[i] as number) - (x[i - n] as number);
  return out;
}

/** A new column from each row of two. */
export function zip(a: Float64Array, b: Float64Array, combine: (a: number, b: number) => number): Float64Array {
  const out = new Float64Array(a.length);
  for (let i = 0; i < a.length; i++) out[i] = combine(a[i] as number, b[i] as number);
  return out;
}

/** True range; row 0 has none (TA-Lib). */
export function trueRange(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = nanColumn(high.length);
  for (let i = 1; i < high.length; i++)
    out[i] = trueRangeOf(high[i] as number, low[i] as number, close[i - 1] as number);
  return out;
}

/** (high + low + close) / 3. */
export function typicalPrice(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = new Float64Array(high.length);
  for (let i = 0; i < high.length; i++) out[i] = ((high[i] as number) + (low[i] as number) + (close[i] as number)) / 3;
  return out;
}
