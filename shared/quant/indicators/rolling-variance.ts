/** Variance of the last n values over a whole column, with the bits of its step (`Variance` in steps/window.ts). */
import { columnFor } from './define.ts';
import { firstWindow, flatWindows, nextGap } from './sections.ts';

/** Whole windows that are worked on while they are near in memory. */
export const chunkOf = (n: number): number => n * Math.ceil(1024 / n);

/**
 * Variance divided by n - ddof; never negative, exactly 0 on a flat window. Every n rows the sums are made anew around the
 * oldest value of the window, in between they are carried on (Welford): nothing that has left is felt for long.
 */
export function rollingVariance(x: Float64Array, n: number, ddof: 0 | 1, into?: Float64Array): Float64Array {
  const out = columnFor(x.length, into);
  if (n <= ddof) return out.fill(Number.NaN);
  const rows = chunkOf(n);
  const still = (row: number) => {
    out[row] = 0;
  };
  let i = 0;
  for (;;) {
    i = firstWindow(x, n, i, out);
    if (i === x.length) return out;
    while (i < x.length && !Number.isNaN(x[i] as number)) {
      const end = nextGap(x, i, Math.min(x.length, i + rows));
      for (let at = i; at < end; at += n) block(x, n, ddof, at, Math.min(end, at + n), out);
      if (n > 1) flatWindows(x, n, i, end, still);
      i = end;
    }
  }
}

/** The window that ends at `at` made anew, and the rows after it up to `to`. */
function block(x: Float64Array, n: number, ddof: 0 | 1, at: number, to: number, out: Float64Array): void {
  const share = 1 / n;
  const scale = 1 / (n - ddof);
  const base = x[at - n + 1] as number;
  let sum = base - base;
  let squares = sum;
  for (let j = at - n + 2; j <= at; j++) {
    const away = (x[j] as number) - base;
    sum += away;
    squares += away * away;
  }
  let mean = base + sum * share;
  squares -= sum * sum * share;
  out[at] = Math.max(0, squares * scale);
  for (let i = at + 1; i < to; i++) {
    const value = x[i] as number;
    const gone = x[i - n] as number;
    const change = value - gone;
    const before = mean;
    mean += change * share;
    squares += change * (value - mean + gone - before);
    out[i] = Math.max(0, squares * scale);
  }
}
