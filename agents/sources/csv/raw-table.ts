/** One file as numbers in columns, cell by cell checked, with the text of its dates still to be understood. */
import { type Result, refuse } from '../../../shared/core/result.ts';
import type { InputFile } from '../source.ts';
import { type Layout, type Role, readLayout } from './columns.ts';
import { type DecimalStyle, decimalStyleOf, parseNumber } from './numbers.ts';
import { readRecords } from './read-records.ts';

const sampleRows = 400;

/** Values of one file. Missing values are NaN. */
export interface RawTable {
  readonly layout: Layout;
  readonly dates: string[];
  /** Line of each row in the file. */
  readonly rows: number[];
  readonly values: Readonly<Partial<Record<Role, number[]>>>;
  /** Symbol of each row, where the file has such a column. */
  readonly symbols: string[] | undefined;
  /** Closes by column of a wide table, in the order of `layout.wide`. */
  readonly wide: readonly number[][];
  readonly notes: string[];
}

const textRoles: readonly Role[] = ['date', 'time', 'symbol'];

export async function readTable(input: InputFile): Promise<Result<RawTable>> {
  const file = input.name;
  const notes: string[] = [];
  let header: string[] = [];
  let splitDate = false;
  let pending: { cells: string[]; row: number }[] = [];
  let table: RawTable | undefined;
  let style: DecimalStyle = 'point';
  let cut: { row: number; fields: number } | undefined;
  let numeric: { values: number[]; column: number; name: string; lenient: boolean }[] = [];

  const take = (cells: string[], row: number, into: RawTable): Result<true> => {
    const { at } = into.layout;
    const date = cells[at.date as number] ?? '';
    into.dates.push(at.time === undefined ? date : `${date} ${cells[at.time] ?? ''}`);
    into.rows.push(row);
    if (into.symbols !== undefined) into.symbols.push((cells[at.symbol as number] ?? '').toUpperCase());
    for (const { values, column, name, lenient } of numeric) {
      const cell = cells[column] ?? '';
      const value = parseNumber(cell, style);
      if (value !== undefined) values.push(value);
      else if (lenient) values.push(Number.NaN);
      else
        return refuse('not-a-number', `"${cell.slice(0, 40)}" is not a number.`, {
          where: `${file}, row ${row}, column "${name}"`,
          fix: 'Correct the cell or leave it empty.',
        });
    }
    return { ok: true, value: true };
  };

  /** Looks at the first rows, decides what the columns and separators mean, then takes those rows in. */
  const begin = (): Result<true> => {
    const layout = readLayout(
      header,
      pending.map((p) => p.cells),
      file,
    );
    if (!layout.ok) return layout;
    const { at, wide } = layout.value;
    const values: Partial<Record<Role, number[]>> = {};
    numeric = [];
    for (const role of Object.keys(at) as Role[]) {
      if (textRoles.includes(role) || role === 'adjusted-close') continue;
      const list: number[] = [];
      values[role] = list;
      const column = at[role] as number;
      numeric.push({
        values: list,
        column,
        name: header[column] as string,
        lenient: role === 'volume' || role === 'split',
      });
    }
    const closes = wide.map(({ symbol, column }) => {
      const list: number[] = [];
      numeric.push({ values: list, column, name: symbol, lenient: false });
      return list;
    });
    const witnesses = pending.flatMap(({ cells, row }) =>
      numeric.filter((n) => !n.lenient).map((n) => ({ row, column: n.name, cell: cells[n.column] ?? '' })),
    );
    const decided = decimalStyleOf(witnesses, file);
    if (!decided.ok) return decided;
    style = decided.value;
    if (style === 'comma') notes.push('Numbers were read with a decimal comma.');
    table = {
      layout: layout.value,
      dates: [],
      rows: [],
      values,
      symbols: at.symbol === undefined || wide.length > 0 ? undefined : [],
      wide: closes,
      notes,
    };
    for (const { cells, row } of pending) {
      const taken = take(cells, row, table);
      if (!taken.ok) return taken;
    }
    pending = [];
    return { ok: true, value: true };
  };

  const read = await readRecords(input, {
    header(cells) {
      header = [...cells];
      while (header.length > 1 && header.at(-1) === '') header.pop();
      return { ok: true, value: true };
    },
    record(cells, row) {
      if (cut !== undefined)
        return refuse('ragged-row', `This row has ${cut.fields} fields; the header names ${header.length}.`, {
          where: `${file}, row ${cut.row}`,
          fix: 'Correct the row, or quote values that contain the separator.',
        });
      while (cells.length > header.length && cells.at(-1) === '') cells.pop();
      if (
        pending.length === 0 &&
        table === undefined &&
        cells.length === header.length + 1 &&
        /^\d{1,2}:\d{2}/.test(cells[1] ?? '') &&
        /^date$/i.test(header[0] ?? '')
      ) {
        splitDate = true;
        header = [header[0] as string, 'Time', ...header.slice(1)];
        notes.push(
          'The header names one column for the date, but the rows carry date and time apart: the second field was taken as the time.',
        );
      }
      if (cells.length > header.length)
        return refuse(
          'ragged-row',
          `This row has ${cells.length} fields; the header names ${splitDate ? header.length - 1 : header.length}.`,
          {
            where: `${file}, row ${row}`,
            fix: 'Correct the row, or quote values that contain the separator.',
          },
        );
      if (cells.length < header.length) {
        // Forgiven only on the very last row: a download that was cut off.
        cut = { row, fields: cells.length };
        return { ok: true, value: true };
      }
      if (table !== undefined) return take(cells, row, table);
      pending.push({ cells, row });
      return pending.length < sampleRows ? { ok: true, value: true } : begin();
    },
  });
  if (!read.ok) return read;
  if (table === undefined) {
    if (pending.length === 0)
      return refuse('ragged-row', `This row has ${cut?.fields ?? 0} fields; the header names ${header.length}.`, {
        where: `${file}, row ${cut?.row ?? 2}`,
        fix: 'Correct the row, or quote values that contain the separator.',
      });
    const begun = begin();
    if (!begun.ok) return begun;
  }
  if (cut !== undefined) notes.push(`Row ${cut.row}, the last one, is cut off and was left out.`);
  return { ok: true, value: table as unknown as RawTable };
}
