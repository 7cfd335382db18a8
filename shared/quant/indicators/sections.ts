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
 * Visits the rows from `from` to `to` that end n equal values, n at least 2. Every such window holds one of the pairs of
 * neighbours n - 1 apart, so a look at those is enough.
 */
export function flatWindows(x: Float64Array, n: number, from: number, to: number, visit: (row: number) => void): void {
  for (let row = from; row < to; row += n - 1)
    // What follows a run is looked at from its end on.
    if (x[row] === x[row - 1]) row = visitRun(x, n, from, to, row, visit);
}

/** The windows in the run of equal values around `row`. Answers the row after the run. */
function visitRun(
  x: Float64Array,
  n: number,
  from: number,
  to: number,
  row: number,
  visit: (row: number) => void,
): number {
  const value = x[row] as number;
  let start = row;
  while (start > from - n + 1 && x[start - 1] === value) start--;
  let end = row + 1;
  while (end < to && x[end] === value) end++;
  for (let k = start + n - 1; k < end; k++) visit(k);
  return end;
}
