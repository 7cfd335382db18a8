/** Clean stretches of a column between its gaps, as the rolling loops walk them. */

/** The first row from `from` on that ends n clean rows, or the length; the rows before it get NaN. */
export function firstWindow(x: Float64Array, n: number, from: number, out: Float64Array): number {
  let start = from;
  for (let i = from; i < x.length; i++) {
    if (Number.isNaN(x[i] as number)) start = i + 1;
    else if (i - start + 1 === n) return i;
    out[i] = Number.NaN;
  }
  return x.length;
}

/** The row of the first NaN from `from` on, or `to`. */
export function nextGap(x: Float64Array, from: number, to: number): number {
  let i = from;
  while (i < to && !Number.isNaN(x[i] as number)) i++;
  return i;
}

/**
 * Visits the rows from `from` to `to` that end n equal values, n at least 2. Every such window holds one of the rows n
 * apart, so a look at those is enough.
 */
export function flatWindows(x: Float64Array, n: number, from: number, to: number, visit: (row: number) => void): void {
  const first = from - n + 1;
  for (let probe = from; probe < to + n - 1; probe += n) {
    const row = Math.min(probe, to - 1);
    const value = x[row] as number;
    // No read past the end: one alone makes every read of the loop slow.
    if (x[row - 1] !== value && (row + 1 === to || x[row + 1] !== value)) continue;
    let start = row;
    while (start > first && x[start - 1] === value) start--;
    let end = row + 1;
    while (end < to && x[end] === value) end++;
    for (let k = start + n - 1; k < end; k++) visit(k);
  }
}
