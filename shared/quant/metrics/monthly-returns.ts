/** The monthly table: the return of each calendar month (UTC) of an equity curve. */

/**
 * @param times close times in UTC epoch milliseconds, rising
 * @param equity equity after each of them
 * @param capital equity before the first
 * @returns `2024-03` -> simple return of that month; a month that begins with no equity left is 0
 */
export function monthlyReturns(
  times: ArrayLike<number>,
  equity: ArrayLike<number>,
  capital: number,
): Record<string, number> {
  const table: Record<string, number> = {};
  let before = capital;
  let last = capital;
  let month = '';
  for (let i = 0; i < times.length; i++) {
    const key = new Date(times[i] as number).toISOString().slice(0, 7);
    if (key !== month) {
      before = last;
      month = key;
    }
    last = equity[i] as number;
    table[key] = before > 0 ? last / before - 1 : 0;
  }
  return table;
}
