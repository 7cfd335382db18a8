/** Compounds dated returns by week, month, quarter or year. */
import { totalReturn } from './returns.ts';

export type Span = 'weekly' | 'monthly' | 'quarterly' | 'yearly';

/** ISO 8601 week of a date: weeks begin on Monday and belong to the year of their Thursday. */
function isoWeek(date: string): number {
  const day = new Date(`${date}T00:00:00Z`);
  const thursday = day.getTime() + (3 - ((day.getUTCDay() + 6) % 7)) * 86_400_000;
  const newYear = Date.UTC(new Date(thursday).getUTCFullYear(), 0, 1);
  return 1 + Math.floor((thursday - newYear) / (7 * 86_400_000));
}

/** Calendar year, and the number of the week, month or quarter in it: empyrical's keys. */
function keyOf(date: string, span: Span): string {
  const year = date.slice(0, 4);
  const month = Number(date.slice(5, 7));
  if (span === 'yearly') return year;
  if (span === 'monthly') return `${year}-${String(month).padStart(2, '0')}`;
  if (span === 'quarterly') return `${year}-Q${Math.ceil(month / 3)}`;
  return `${year}-W${String(isoWeek(date)).padStart(2, '0')}`;
}

/**
 * @param dates ISO dates of the returns
 * @returns rows by rising key: `2024`, `2024-03`, `2024-Q1` or `2024-W09`. Weeks are keyed by calendar year, as in
 * empyrical: days around New Year of one ISO week can come in two rows.
 */
export function aggregateReturns(
  dates: readonly string[],
  returns: ArrayLike<number>,
  span: Span,
): readonly { readonly key: string; readonly value: number }[] {
  const groups = new Map<string, number[]>();
  dates.forEach((date, i) => {
    const key = keyOf(date, span);
    const group = groups.get(key) ?? [];
    group.push(returns[i] as number);
    groups.set(key, group);
  });
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, values]) => ({ key, value: totalReturn(values) }));
}
