/** Reads the prices of one instrument from a CSV file as they stand there: nothing repaired, nothing adjusted. */
import { readDates } from '../../agents/sources/csv/dates.ts';
import { shownName } from '../../agents/sources/csv/open-input.ts';
import { readTable } from '../../agents/sources/csv/raw-table.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import type { BarColumns } from '../../shared/domain/bar.ts';
import { readColumns } from './columns-file.ts';

export interface PriceFile {
  readonly name: string;
  /** Dates as ISO text, or the numbers of the rows where the file has none. */
  readonly labels: readonly string[];
  readonly bars: BarColumns;
  /** Rows carry a time of day; otherwise they are days. */
  readonly isIntraday: boolean;
  /** Cash per share and split factors as the file states them, 0 and 1 where it states none; absent without such columns. */
  readonly dividend: Float64Array | undefined;
  readonly split: Float64Array | undefined;
  readonly notes: readonly string[];
}

const dayMs = 86_400_000;

/** Missing prices are unknown (NaN); a file of closes alone gives every price the close. Rows come in the order of time. */
export async function readPrices(path: string): Promise<Result<PriceFile>> {
  const name = shownName(path);
  const table = await readTable({ name, path });
  if (!table.ok) return table.error.code === 'missing-column' ? readUndated(path, table) : table;
  const { layout, dates, rows, values, wide, symbols } = table.value;
  const listed = new Set(symbols ?? []);
  if (listed.size > 1 || wide.length > 1)
    return refuse('several-instruments', `The file holds ${Math.max(listed.size, wide.length)} instruments.`, {
      where: name,
      fix: 'Give a file with one of them.',
    });
  const read = readDates(dates, rows, name, layout.header[layout.at.date as number] ?? 'date');
  if (!read.ok) return read;
  const { times } = read.value;
  const closes = wide[0] ?? values.close;
  if (closes === undefined)
    return refuse('missing-column', 'The file has no column of closes.', {
      where: name,
      fix: 'Name a column "Close".',
    });
  const order = times.map((_, i) => i).sort((a, b) => at(a) - at(b) || a - b);
  function at(i: number): number {
    const time = times[i];
    return (time?.wallMs ?? Number.NaN) - (time?.offsetMinutes ?? 0) * 60_000;
  }
  const sorted = (list: readonly number[] | undefined): Float64Array =>
    Float64Array.from(order, (i) => list?.[i] ?? Number.NaN);
  const notes = [...table.value.notes];
  if (order.some((row, i) => row !== i)) notes.push('Rows were put in the order of time.');
  if (values.volume === undefined) notes.push('There is no column of volume: what needs it has no values.');
  const close = sorted(closes);
  return {
    ok: true,
    value: {
      name,
      notes,
      labels: order.map((i) => {
        const time = times[i];
        const text = new Date(time?.wallMs ?? 0).toISOString();
        return time?.hasTime ? text.slice(0, 19) : text.slice(0, 10);
      }),
      isIntraday: times.some((t) => t.hasTime),
      dividend: values.dividend && sorted(values.dividend).map((d) => (d > 0 ? d : 0)),
      split: values.split && sorted(values.split).map((f) => (f > 0 ? f : 1)),
      bars: barsOf(
        {
          open: values.open ? sorted(values.open) : close,
          high: values.high ? sorted(values.high) : close,
          low: values.low ? sorted(values.low) : close,
          close,
          volume: sorted(values.volume),
        },
        Float64Array.from(order, (i) => at(i) + (times[i]?.hasTime ? 0 : dayMs)),
      ),
    },
  };
}

type Prices = Pick<BarColumns, 'open' | 'high' | 'low' | 'close' | 'volume'>;
const barsOf = (prices: Prices, closeTime: Float64Array): BarColumns => ({
  ...prices,
  openTime: closeTime,
  closeTime,
  dividend: new Float64Array(closeTime.length),
});

/** Columns of numbers without dates, found by their names; `refused` is what was wrong with the file as one of prices. */
async function readUndated(path: string, refused: Extract<Result<never>, { ok: false }>): Promise<Result<PriceFile>> {
  const file = await readColumns(path);
  if (!file.ok) return refused;
  const named = (name: string): Float64Array | undefined =>
    file.value.columns.find((c) => c.name.toLowerCase() === name)?.values;
  const close = named('close');
  if (close === undefined || file.value.dates !== undefined) return refused;
  const unknown = new Float64Array(close.length).fill(Number.NaN);
  return {
    ok: true,
    value: {
      name: file.value.name,
      labels: Array.from(close, (_, i) => String(i)),
      isIntraday: false,
      dividend: undefined,
      split: undefined,
      notes: ['The file has no dates: rows are numbered from 0.'],
      bars: barsOf(
        {
          open: named('open') ?? close,
          high: named('high') ?? close,
          low: named('low') ?? close,
          close,
          volume: named('volume') ?? unknown,
        },
        unknown,
      ),
    },
  };
}
