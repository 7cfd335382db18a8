/** Wilder average of the true range over whole columns in one pass, with the bits of its step (`AverageRange` in steps/bars.ts). */
import { columnFor } from './define.ts';
import { trueRangeOf } from './steps/true-range.ts';

/** High, low and close, equally long. */
type Bars = readonly [high: Float64Array, low: Float64Array, close: Float64Array];

/** Seeded with the mean of the first n true ranges; row 0 has none (TA-Lib). Starts anew after a NaN. */
export function averageRange(bars: Bars, n: number, into?: Float64Array): Float64Array {
  const out = columnFor(bars[0].length, into);
  if (out.length > 0) out[0] = Number.NaN;
  let i = 1;
  while (i < out.length) {
    const seeded = seed(bars, n, i, out);
    i = Math.abs(seeded);
    for (let going = seeded > 0; going && i < out.length; ) {
      i = follow(bars[0], bars[1], bars[2], 1 / n, i, out);
      going = careful(bars, 1 / n, i, out);
      if (going) i++;
    }
    if (i < out.length) out[i++] = Number.NaN;
  }
  return out;
}

/** The mean of n true ranges in row `from + n - 1`. Answers the next row, or the negated row of a NaN or the end. */
function seed([high, low, close]: Bars, n: number, from: number, out: Float64Array): number {
  let sum = 0;
  for (let i = from; ; i++) {
    if (i === out.length) return -i;
    sum += trueRangeOf(high[i] as number, low[i] as number, close[i - 1] as number);
    if (Number.isNaN(sum)) return -i;
    if (i === from + n - 1) break;
    out[i] = Number.NaN;
  }
  out[from + n - 1] = sum / n;
  return from + n;
}

/** A row the fast loop left: an upside-down bar. Answers false for a NaN or the end. */
function careful([high, low, close]: Bars, alpha: number, i: number, out: Float64Array): boolean {
  if (i >= out.length) return false;
  const range = trueRangeOf(high[i] as number, low[i] as number, close[i - 1] as number);
  if (Number.isNaN(range)) return false;
  const value = out[i - 1] as number;
  out[i] = value + alpha * (range - value);
  return true;
}

/** Bars the right way up. Answers the first row it left to do, or the end. */
function follow(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  alpha: number,
  from: number,
  out: Float64Array,
): number {
  const size = out.length;
  let value = out[from - 1] as number;
  let before = close[from - 1] as number;
  let i = from;
  for (; i < size; i++) {
    const h = high[i] as number;
    const l = low[i] as number;
    // As `trueRangeOf` has it, written out.
    const above = before - h;
    const below = l - before;
    const range = h - l + (above + Math.abs(above)) / 2 + (below + Math.abs(below)) / 2;
    if (!(range >= 0 && h >= l)) break;
    before = close[i] as number;
    value += alpha * (range - value);
    out[i] = value;
  }
  return i;
}
