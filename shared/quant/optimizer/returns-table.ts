/** Prices of several assets side by side, and the returns between their rows. */
import { type Result, refuse } from '../../core/result.ts';

/** Columns of equal length, oldest row first; NaN where an asset has no price yet. */
export interface PriceTable {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** Returns per row; rows in which every asset is unknown are left out. */
export interface ReturnsTable {
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
  /** For each row here, the row of the prices it ends at. */
  readonly rows: Int32Array;
}

/** Refuses repeated names, columns of different lengths, fewer than three rows, prices that are not positive, and empty columns. */
export function checkPrices(table: PriceTable): Result<PriceTable> {
  const { names, columns } = table;
  const length = columns[0]?.length ?? 0;
  if (columns.length === 0 || names.length !== columns.length)
    return refuse('no-assets', 'There is no column of prices.', {
      where: 'prices',
      fix: 'Give a table with a column for each asset.',
    });
  const repeated = names.find((name, i) => names.indexOf(name) !== i);
  if (repeated !== undefined)
    return refuse('duplicate-asset', `The asset "${repeated}" is there more than once.`, {
      where: `column ${repeated}`,
      fix: 'Keep one column for each asset.',
    });
  if (length < 3)
    return refuse('too-few-rows', `${length} rows of prices are too few: a risk needs at least two returns.`, {
      where: 'prices',
      fix: 'Give a longer history.',
    });
  for (const [c, column] of columns.entries()) {
    const name = names[c] as string;
    if (column.length !== length)
      return refuse('ragged-columns', `"${name}" has ${column.length} rows where ${length} were expected.`, {
        where: `column ${name}`,
        fix: 'Give every asset the same rows, empty where a price is missing.',
      });
    const wrong = column.findIndex((v) => v <= 0 || v === Number.POSITIVE_INFINITY);
    if (wrong >= 0)
      return refuse('price-not-positive', `A price of ${column[wrong]} has no return.`, {
        where: `column ${name}, row ${wrong + 1}`,
        fix: 'Repair or empty that price.',
      });
    let known = 0;
    for (let i = 1; i < length; i++) if (!Number.isNaN(column[i]) && !Number.isNaN(column[i - 1])) known++;
    if (known < 2)
      return refuse('too-few-rows', `"${name}" has ${known} known returns: a risk needs at least two.`, {
        where: `column ${name}`,
        fix: 'Leave the asset out, or give more of its history.',
      });
  }
  return { ok: true, value: table };
}

/** Simple returns, or their logarithms. A return is unknown when either price is. */
export function returnsOfPrices(table: PriceTable, kind: 'simple' | 'log' = 'simple'): ReturnsTable {
  const length = Math.max(0, (table.columns[0]?.length ?? 0) - 1);
  const all = table.columns.map((column) =>
    Float64Array.from({ length }, (_, i) => {
      const value = (column[i + 1] as number) / (column[i] as number) - 1;
      return kind === 'log' ? Math.log1p(value) : value;
    }),
  );
  const kept = Int32Array.from(
    Array.from({ length }, (_, i) => i).filter((i) => all.some((column) => !Number.isNaN(column[i]))),
  );
  return {
    names: table.names,
    columns: all.map((column) => Float64Array.from(kept, (i) => column[i] as number)),
    rows: kept.map((i) => i + 1),
  };
}

/** Only the rows in which every asset is known. */
export function completeRows(table: ReturnsTable): ReturnsTable {
  const kept = Array.from(table.rows, (_, i) => i).filter((i) =>
    table.columns.every((column) => !Number.isNaN(column[i])),
  );
  return {
    names: table.names,
    columns: table.columns.map((column) => Float64Array.from(kept, (i) => column[i] as number)),
    rows: Int32Array.from(kept, (i) => table.rows[i] as number),
  };
}
