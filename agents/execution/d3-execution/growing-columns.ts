/** Columns of one symbol that hold the past and grow bar by bar: what a live strategy may see, and nothing after it. */
import { type Bar, type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';

export interface GrowingColumns {
  /** Appends a closed bar. Answers false for one that is not newer than the last. */
  append(bar: Bar): boolean;
  /** Rows so far. */
  length(): number;
  /** Views of the rows so far; valid until the next append. */
  view(): BarColumns;
}

/** Starts with the rows of a history that closed before a moment. */
export function createGrowingColumns(history: BarColumns | undefined, before: number): GrowingColumns {
  let rows = 0;
  if (history) while (rows < history.closeTime.length && (history.closeTime[rows] as number) < before) rows++;
  let capacity = Math.max(256, rows * 2);
  const columns = {} as Record<keyof BarColumns, Float64Array>;
  for (const name of barColumnNames) {
    columns[name] = new Float64Array(capacity);
    if (history) columns[name].set(history[name].subarray(0, rows));
  }
  return {
    append(bar) {
      if (rows > 0 && bar.closeTime <= (columns.closeTime[rows - 1] as number)) return false;
      if (rows === capacity) {
        capacity *= 2;
        for (const name of barColumnNames) {
          const wider = new Float64Array(capacity);
          wider.set(columns[name]);
          columns[name] = wider;
        }
      }
      for (const name of barColumnNames) columns[name][rows] = bar[name];
      rows++;
      return true;
    },
    length: () => rows,
    view: () =>
      Object.fromEntries(
        barColumnNames.map((name) => [name, columns[name].subarray(0, rows)]),
      ) as unknown as BarColumns,
  };
}
