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
  // A date is taken apart once a month, not once a bar.
  let begins = 0;
  let ends = 0;
  for (let i = 0; i < times.length; i++) {
    const time = times[i] as number;
    if (!(time >= begins && time < ends)) {
      const date = new Date(time);
      const [year, place] = [date.getUTCFullYear(), date.getUTCMonth()];
      begins = Date.UTC(year, place, 1);
      ends = Date.UTC(year, place + 1, 1);
      before = last;
      month = date.toISOString().slice(0, 7);
    }
    last = equity[i] as number;
    table[month] = before > 0 ? last / before - 1 : 0;
  }
  return table;
}
