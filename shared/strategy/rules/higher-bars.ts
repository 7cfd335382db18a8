/** Makes longer bars of shorter ones, as they come: a longer bar exists only once it has closed. */
import { type BarColumns, barColumnNames, type Timeframe, timeframes } from '../../domain/bar.ts';
import type { CalendarId } from '../../domain/calendar.ts';
import type { Period } from './built-ins.ts';
import { endsPeriod, periodOfBar } from './trading-days.ts';

const minuteMs = 60_000;
/** Lengths of the timeframes within a day. */
const lengths: Readonly<Partial<Record<Timeframe, number>>> = {
  '1m': minuteMs,
  '5m': 5 * minuteMs,
  '15m': 15 * minuteMs,
  '30m': 30 * minuteMs,
  '1h': 60 * minuteMs,
};
const periodsOf: Readonly<Partial<Record<Timeframe, Period>>> = { '1d': 'day', '1w': 'week', '1mo': 'month' };

export const isIntraday = (timeframe: Timeframe): boolean => lengths[timeframe] !== undefined;
/** Whether bars of one timeframe are longer than those of another. */
export const isLonger = (timeframe: Timeframe, than: Timeframe): boolean =>
  timeframes.indexOf(timeframe) > timeframes.indexOf(than);

/** Most bars of one timeframe in one of another, with the sessions of a calendar: what a warm-up is counted with. */
export function barsWithin(longer: Timeframe, base: Timeframe, calendar: CalendarId): number {
  const dayMinutes = calendar === 'us-equity' ? 390 : 1440;
  const days: Readonly<Partial<Record<Timeframe, number>>> =
    calendar === 'always' ? { '1d': 1, '1w': 7, '1mo': 31 } : { '1d': 1, '1w': 5, '1mo': 23 };
  const minutes = (t: Timeframe): number => (lengths[t] ?? 0) / minuteMs || (days[t] ?? 1) * dayMinutes;
  return Math.ceil(minutes(longer) / minutes(base));
}

/** One row of bars, in the order of `barColumnNames`. */
export type BarRow = { -readonly [K in keyof BarColumns]: number };

/** Row i of bars. */
export const rowOf = (columns: BarColumns, i: number): BarRow => ({
  openTime: columns.openTime[i] as number,
  closeTime: columns.closeTime[i] as number,
  open: columns.open[i] as number,
  high: columns.high[i] as number,
  low: columns.low[i] as number,
  close: columns.close[i] as number,
  volume: columns.volume[i] as number,
  dividend: columns.dividend[i] as number,
});

/** Groups bars into longer ones. Both the columns and the bar-by-bar interpreter are made of it. */
export class BarGrouper {
  readonly #timeframe: Timeframe;
  readonly #base: Timeframe;
  readonly #calendar: CalendarId;
  #open: BarRow | undefined;
  #key = 0;

  constructor(timeframe: Timeframe, base: Timeframe, calendar: CalendarId) {
    this.#timeframe = timeframe;
    this.#base = base;
    this.#calendar = calendar;
  }

  /**
   * Takes the next bar. Answers the longer bars known to be closed at its close, oldest first: the one before, when this
   * bar is the first after it, and its own, when the calendar says that no other bar will follow in it.
   */
  add(bar: BarRow): { readonly before: BarRow | undefined; readonly own: BarRow | undefined } {
    const key = this.#keyOf(bar.closeTime);
    let before: BarRow | undefined;
    if (this.#open && key !== this.#key) {
      before = this.#open;
      this.#open = undefined;
    }
    this.#key = key;
    const open = this.#open;
    if (!open) this.#open = { ...bar };
    else {
      open.closeTime = bar.closeTime;
      open.high = Math.max(open.high, bar.high);
      open.low = Math.min(open.low, bar.low);
      open.close = bar.close;
      open.volume += bar.volume;
      open.dividend += bar.dividend;
    }
    if (!this.#isLast(bar.closeTime, key)) return { before, own: undefined };
    const own = this.#open;
    this.#open = undefined;
    return { before, own };
  }

  #keyOf(closeTime: number): number {
    const length = lengths[this.#timeframe];
    if (length !== undefined) return Math.floor((closeTime - 1) / length);
    return periodOfBar(this.#calendar, periodsOf[this.#timeframe] ?? 'day', closeTime);
  }

  #isLast(closeTime: number, key: number): boolean {
    const length = lengths[this.#timeframe];
    if (length !== undefined) return closeTime >= (key + 1) * length;
    return endsPeriod(this.#calendar, periodsOf[this.#timeframe] ?? 'day', closeTime, isIntraday(this.#base));
  }
}

export interface HigherBars {
  readonly columns: BarColumns;
  /** When each longer bar was known: the close of a bar it is made of, or of the first one after it. */
  readonly known: Float64Array;
  /** Row of the last bar each longer bar is made of. */
  readonly lastRow: Int32Array;
  /** Longer bars known at each of the shorter bars. */
  readonly count: Int32Array;
}

/** All longer bars of a series that had closed by its end. */
export function higherBars(
  columns: BarColumns,
  timeframe: Timeframe,
  base: Timeframe,
  calendar: CalendarId,
): HigherBars {
  const grouper = new BarGrouper(timeframe, base, calendar);
  const n = columns.close.length;
  const rows: BarRow[] = [];
  const known: number[] = [];
  const lastRow: number[] = [];
  const count = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const bar = rowOf(columns, i);
    const { before, own } = grouper.add(bar);
    if (before) {
      rows.push(before);
      known.push(bar.closeTime);
      lastRow.push(i - 1);
    }
    if (own) {
      rows.push(own);
      known.push(bar.closeTime);
      lastRow.push(i);
    }
    count[i] = rows.length;
  }
  const out = {} as Record<keyof BarColumns, Float64Array>;
  for (const name of barColumnNames) out[name] = Float64Array.from(rows, (row) => row[name]);
  return { columns: out, known: Float64Array.from(known), lastRow: Int32Array.from(lastRow), count };
}
