/** True range of one bar. */

/**
 * Greatest of high - low and the distances of both to the last close. What the close lies above or below the bar is
 * added to its range, which is the same number without a branch nobody can predict; bars upside down take the long way.
 */
export function trueRangeOf(high: number, low: number, before: number): number {
  if (!(high >= low)) return Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
  const above = before - high;
  const below = low - before;
  return high - low + (above + Math.abs(above)) / 2 + (below + Math.abs(below)) / 2;
}
