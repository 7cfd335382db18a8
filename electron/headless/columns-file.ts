/** Reads a CSV file of numbers, with or without a column of dates, into columns. */

import { shownName } from '../../agents/sources/csv/open-input.ts';
import { readRecords } from '../../agents/sources/csv/read-records.ts';
import { type Result, refuse } from '../../shared/core/result.ts';

export interface ColumnsFile {
  /** The file's name without its folder. */
  readonly name: string;
  /** ISO dates, rising; absent when the file has no column of dates. */
  readonly dates: readonly string[] | undefined;
  readonly columns: readonly { readonly name: string; readonly values: Float64Array }[];
}

const iso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const isDate = (cell: string): boolean => iso.test(cell) && !Number.isNaN(Date.parse(cell.slice(0, 10)));
const noValue = /^(|nan|null|none|na|n\/a|-)$/i;
const isNumber = (cell: string): boolean => noValue.test(cell) || (cell.trim() !== '' && Number.isFinite(Number(cell)));

/**
 * Reads numbers with a point as the decimal mark; an empty cell or `NaN` is no value. A first row without any number is
 * the header. Dates, where there are any, stand in the first column as `2024-03-28` and rise.
 */
export async function readColumns(path: string): Promise<Result<ColumnsFile>> {
  const name = shownName(path);
  const rows: { cells: readonly string[]; row: number }[] = [];
  let header: readonly string[] = [];
  const read = await readRecords(
    { name, path },
    {
      header(cells) {
        if (cells.some((cell) => !noValue.test(cell) && (isNumber(cell) || isDate(cell)))) rows.push({ cells, row: 1 });
        else header = cells;
        return { ok: true, value: true };
      },
      record(cells, row) {
        rows.push({ cells, row });
        return { ok: true, value: true };
      },
    },
  );
  if (!read.ok) return read;
  const first = rows[0]?.cells;
  if (first === undefined)
    return refuse('no-rows', 'The file has no row of numbers.', { where: name, fix: 'Export the data again.' });
  const dated = isDate(first[0] ?? '');
  const from = dated ? 1 : 0;
  const width = first.length;
  if (width <= from)
    return refuse('no-numbers', 'The file has dates but no column of numbers.', {
      where: name,
      fix: 'Give a column of numbers after the dates.',
    });
  const columns = Array.from({ length: width - from }, (_, c) => ({
    name: header[c + from]?.trim() || `column ${c + from + 1}`,
    values: new Float64Array(rows.length),
  }));
  const dates: string[] = [];
  for (const [i, { cells, row }] of rows.entries()) {
    if (cells.length !== width)
      return refuse('ragged-row', `Row ${row} has ${cells.length} cells where ${width} were expected.`, {
        where: `${name}, row ${row}`,
        fix: 'Give every row the same columns.',
      });
    if (dated) {
      const date = cells[0] as string;
      if (!isDate(date))
        return refuse('bad-date', `"${date.slice(0, 40)}" is no date like 2024-03-28.`, {
          where: `${name}, row ${row}`,
          fix: 'Write dates as year-month-day.',
        });
      if (i > 0 && !(date > (dates[i - 1] as string)))
        return refuse('dates-not-rising', `The date ${date} does not come after ${dates[i - 1]}.`, {
          where: `${name}, row ${row}`,
          fix: 'Sort the rows by date and keep each date once.',
        });
      dates.push(date);
    }
    for (const [c, column] of columns.entries()) {
      const cell = cells[c + from] as string;
      if (!isNumber(cell))
        return refuse('not-a-number', `"${cell.slice(0, 40)}" is not a number.`, {
          where: `${name}, row ${row}, column ${column.name}`,
          fix: 'Write numbers with a point as the decimal mark, and leave a missing value empty.',
        });
      column.values[i] = noValue.test(cell) ? Number.NaN : Number(cell);
    }
  }
  return { ok: true, value: { name, dates: dated ? dates : undefined, columns } };
}

/** The named column, or the only one; a file of many asks for a name. */
export function columnOf(file: ColumnsFile, wanted: string | undefined): Result<Float64Array> {
  const named = file.columns.find((c) => c.name.toLowerCase() === wanted?.toLowerCase());
  if (named !== undefined) return { ok: true, value: named.values };
  const names = file.columns.map((c) => c.name).slice(0, 12);
  if (wanted !== undefined)
    return refuse('unknown-column', `There is no column "${wanted}".`, {
      where: file.name,
      fix: `Name one of: ${names.join(', ')}.`,
    });
  const only = file.columns[0];
  if (file.columns.length !== 1 || only === undefined)
    return refuse('which-column', `The file has ${file.columns.length} columns of numbers.`, {
      where: file.name,
      fix: `Choose one with --column: ${names.join(', ')}.`,
    });
  return { ok: true, value: only.values };
}
