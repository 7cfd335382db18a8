/** Puts dated columns side by side: every date of either, NaN where one has no value. */

export interface DatedColumn {
  /** ISO dates, rising and each only once. */
  readonly dates: readonly string[];
  readonly values: ArrayLike<number>;
}

/** @returns the union of the dates, and a column for each input (an outer join, as empyrical aligns). */
export function alignByDate(columns: readonly DatedColumn[]): { dates: string[]; values: Float64Array[] } {
  const dates = [...new Set(columns.flatMap((c) => c.dates))].sort();
  const row = new Map(dates.map((date, i) => [date, i]));
  const values = columns.map((column) => {
    const out = new Float64Array(dates.length).fill(Number.NaN);
    column.dates.forEach((date, i) => {
      out[row.get(date) as number] = column.values[i] as number;
    });
    return out;
  });
  return { dates, values };
}
