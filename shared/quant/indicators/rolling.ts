/** Rolling windows in linear time: means, variances, extremes, exponential averages; all restart after a NaN. */
import { nanColumn } from './define.ts';

/**
 * Mean of the last n values. The running sum carries its rounding error along (Knuth's two-sum), so the mean does not
 * depend on where the history starts; a flat window gives its value exactly.
 */
export function rollingMean(x: Float64Array, n: number): Float64Array {
  const out = nanColumn(x.length);
  let run = 0;
  let same = 0;
  let sum = 0;
  let error = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number;
    if (Number.isNaN(value)) {
      run = 0;
      sum = 0;
      error = 0;
      continue;
    }
    same = run > 0 && value === x[i - 1] ? same + 1 : 1;
    run++;
    let next = sum + value;
    let part = next - sum;
    error += sum - (next - part) + (value - part);
    sum = next;
    if (run > n) {
      const gone = -(x[i - n] as number);
      next = sum + gone;
      part = next - sum;
      error += sum - (next - part) + (gone - part);
      sum = next;
    }
    if (run >= n) out[i] = same >= n ? value : (sum + error) / n;
  }
  return out;
}

/** Variance of the last n values, divided by n - ddof; never negative. Rows where a window is flat give exactly 0. */
export function rollingVariance(x: Float64Array, n: number, ddof: 0 | 1): Float64Array {
  const out = nanColumn(x.length);
  if (n <= ddof) return out;
  let run = 0;
  let same = 0;
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < x.length; i++) {
    const value = x[i] as number;
    if (Number.isNaN(value)) {
      run = 0;
      continue;
    }
    same = run > 0 && value === x[i - 1] ? same + 1 : 1;
    run++;
    if (run < n) continue;
    if (run % n === 0 || run === n) {
      mean = 0;
      for (let j = i - n + 1; j <= i; j++) mean += x[j] as number;
      mean /= n;
      squares = 0;
      for (let j = i - n + 1; j <= i; j++) squares += ((x[j] as number) - mean) ** 2;
    } else {
      const gone = x[i - n] as number;
      const before = mean;
      mean += (value - gone) / n;
      squares += (value - gone) * (value - mean + gone - before);
    }
    out[i] = same >= n ? 0 : Math.max(0, squares / (n - ddof));
  }
  return out;
}

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

/** Exponential average seeded with the mean of its first n values; alpha 2/(n+1) or, for Wilder's, 1/n. */
export function exponential(x: Float64Array, n: number, alpha = 2 / (n + 1)): Float64Array {
  const out = nanColumn(x.length);
  let run = 0;
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    const next = x[i] as number;
    if (Number.isNaN(next)) {
      run = 0;
      value = 0;
      continue;
    }
    run++;
    if (run < n) value += next;
    else {
      value = run === n ? (value + next) / n : value + alpha * (next - value);
      out[i] = value;
    }
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
  for (let i = 1; i < high.length; i++) {
    const before = close[i - 1] as number;
    const h = high[i] as number;
    const l = low[i] as number;
    out[i] = Math.max(h - l, Math.abs(h - before), Math.abs(l - before));
  }
  return out;
}

/** (high + low + close) / 3. */
export function typicalPrice(high: Float64Array, low: Float64Array, close: Float64Array): Float64Array {
  const out = new Float64Array(high.length);
  for (let i = 0; i < high.length; i++) out[i] = ((high[i] as number) + (low[i] as number) + (close[i] as number)) / 3;
  return out;
}
