/** Places candles in time: which timeframe and calendar a file follows, and when each of its bars opened and became known. */
import { type Result, refuse } from '../../../shared/core/result.ts';
import type { Timeframe } from '../../../shared/domain/bar.ts';
import {
  type CalendarId,
  calendars,
  dateOf,
  dayOf,
  newYorkOffsetHours,
  type Session,
  weekdayOf,
} from '../../../shared/domain/calendar.ts';
import { type BarRow, tidyPrice } from '../source.ts';
import type { Candle, Findings } from './candles.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
const intraday: readonly [Timeframe, number][] = [
  ['1m', 1],
  ['5m', 5],
  ['15m', 15],
  ['30m', 30],
  ['1h', 60],
];

export interface Placed {
  readonly timeframe: Timeframe;
  /** Calendar whose sessions the bars follow; null for markets the desk has no calendar of. */
  readonly calendar: CalendarId | null;
  readonly bars: readonly BarRow[];
  /** Source row of each bar. */
  readonly rows: readonly number[];
}

const instant = (c: Candle): number => c.time.wallMs - (c.time.offsetMinutes ?? 0) * minuteMs;

function commonest(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = values[0] ?? 0;
  for (const [value, count] of counts) if (count > (counts.get(best) as number)) best = value;
  return best;
}

/** Places the candles of one instrument (in order, no doubles). */
export function place(candles: readonly Candle[], file: string, findings: Findings): Result<Placed> {
  if (candles.length < 2)
    return refuse(
      'too-few-rows',
      `Only ${candles.length} usable row${candles.length === 1 ? '' : 's'}: a series needs at least two.`,
      {
        where: file,
        fix: 'Add more history.',
      },
    );
  const gaps: number[] = [];
  const dayGaps: number[] = [];
  for (let i = 1; i < candles.length; i++) {
    gaps.push(instant(candles[i] as Candle) - instant(candles[i - 1] as Candle));
    dayGaps.push(dayOf((candles[i] as Candle).time.wallMs) - dayOf((candles[i - 1] as Candle).time.wallMs));
  }
  const oncePerDay = dayGaps.every((gap) => gap > 0);
  const sameClock =
    candles.filter((c) => c.time.wallMs % dayMs === (candles[0] as Candle).time.wallMs % dayMs).length >
    0.9 * candles.length;
  if (oncePerDay && (sameClock || !(candles[0] as Candle).time.hasTime))
    return placeDays(candles, dayGaps, file, findings);
  return placeIntraday(candles, gaps, file, findings);
}

function placeDays(
  candles: readonly Candle[],
  dayGaps: readonly number[],
  file: string,
  findings: Findings,
): Result<Placed> {
  const sorted = [...dayGaps].sort((a, b) => a - b);
  const usual = sorted[(sorted.length - 1) >> 1] as number;
  const timeframe: Timeframe | undefined =
    usual <= 4 ? '1d' : usual >= 5 && usual <= 9 ? '1w' : usual >= 26 && usual <= 35 ? '1mo' : undefined;
  if (timeframe === undefined)
    return refuse(
      'unsupported-timeframe',
      `Most rows are ${usual} days apart; bars must be daily, weekly, monthly or within the day.`,
      {
        where: file,
        fix: 'Export daily bars.',
      },
    );
  const days = candles.map((c) => dayOf(c.time.wallMs));
  const calendar = calendarOf(candles, days, timeframe);
  const offset = (candles[0] as Candle).time.offsetMinutes ?? 0;
  /** Session of a date; outside any calendar the whole local date, so that a bar is never known too early. */
  const sessionOf = (day: number): Session =>
    (calendar === null ? undefined : calendars[calendar].sessionOn(day)) ?? {
      date: dateOf(day),
      open: day * dayMs - offset * minuteMs,
      close: (day + 1) * dayMs - offset * minuteMs,
      early: false,
    };
  const bars: BarRow[] = [];
  const rows: number[] = [];
  for (const [i, candle] of candles.entries()) {
    const day = days[i] as number;
    let [first, last] = [day, day];
    if (timeframe === '1w') {
      first = day - ((weekdayOf(day) + 6) % 7);
      last = first + (calendar === 'always' ? 6 : 4);
    } else if (timeframe === '1mo') {
      const [year, month] = dateOf(day).split('-').map(Number) as [number, number];
      first = Date.UTC(year, month - 1, 1) / dayMs;
      last = Date.UTC(year, month, 1) / dayMs - 1;
    }
    if (timeframe !== '1d' && calendar !== null) {
      while (first < last && calendars[calendar].sessionOn(first) === undefined) first++;
      while (last > first && calendars[calendar].sessionOn(last) === undefined) last--;
    }
    if (timeframe === '1d' && calendar === 'us-equity' && calendars['us-equity'].sessionOn(day) === undefined)
      findings.issues.push({
        code: 'closed-day',
        row: candle.row,
        text: `row ${candle.row}: ${dateOf(day)} was no session of US equities`,
        repaired: false,
      });
    bars.push(barOf(candle, sessionOf(first).open, sessionOf(last).close));
    rows.push(candle.row);
  }
  if (timeframe !== '1d')
    findings.notes.push(
      `Each ${timeframe === '1w' ? 'weekly' : 'monthly'} bar counts as known at the end of its ${timeframe === '1w' ? 'week' : 'month'}.`,
    );
  if (calendar === null && timeframe === '1d')
    findings.notes.push('The dates follow no calendar the desk has; each bar counts as known at the end of its date.');
  return merged(timeframe, calendar, bars, rows, findings);
}

/** Which calendar the dates follow: weekends say around the clock, US holidays kept say US equities. */
function calendarOf(candles: readonly Candle[], days: readonly number[], timeframe: Timeframe): CalendarId | null {
  const foreign = candles.some(
    (c) =>
      c.time.offsetMinutes !== null &&
      c.time.offsetMinutes !== 0 &&
      c.time.offsetMinutes !== -240 &&
      c.time.offsetMinutes !== -300,
  );
  if (foreign) return null;
  const weekends = days.filter((day) => weekdayOf(day) === 0 || weekdayOf(day) === 6);
  if (timeframe === '1d' && weekends.length > 0.2 * days.length) return 'always';
  // Months stamped on their first day say nothing about weekends.
  if (timeframe === '1mo' && days.every((day) => dateOf(day).endsWith('-01'))) return 'us-equity';
  if (timeframe !== '1d') return weekends.length > 0.2 * days.length ? 'always' : 'us-equity';
  const off = days.filter((day) => calendars['us-equity'].sessionOn(day) === undefined).length;
  return off <= Math.max(1, 0.006 * days.length) ? 'us-equity' : null;
}

function placeIntraday(
  candles: readonly Candle[],
  gaps: readonly number[],
  file: string,
  findings: Findings,
): Result<Placed> {
  const usual = commonest(gaps);
  const known = intraday.find(([, minutes]) => minutes * minuteMs === usual);
  const sorted = [...gaps].sort((a, b) => a - b);
  const ticks = known === undefined && ((sorted[sorted.length >> 1] as number) < minuteMs || usual < minuteMs);
  if (known === undefined && !ticks)
    return refuse(
      'unsupported-timeframe',
      `Most rows are ${Math.round(usual / minuteMs)} minutes apart; the desk keeps bars of 1, 5, 15, 30 and 60 minutes and longer ones from a day.`,
      {
        where: file,
        fix: 'Export one of these.',
      },
    );
  const length = ticks ? minuteMs : usual;
  let shift = 0;
  let calendar: CalendarId | null = null;
  let toUtc = instant;
  if ((candles[0] as Candle).time.offsetMinutes === null) {
    const clock = candles.map((c) => (c.time.wallMs % dayMs) / minuteMs);
    const inNewYork =
      clock.every((minutes) => minutes >= 570 && minutes <= 960) &&
      candles.every((c) => calendars['us-equity'].sessionOn(dayOf(c.time.wallMs)) !== undefined);
    if (inNewYork) {
      calendar = 'us-equity';
      toUtc = (c) => c.time.wallMs - newYorkOffsetHours(dayOf(c.time.wallMs)) * 60 * minuteMs;
      if (clock.some((minutes) => minutes === 960) && !clock.some((minutes) => minutes === 570)) {
        shift = -length;
        findings.notes.push('Times were taken as New York exchange time, at the end of each bar.');
      } else findings.notes.push('Times were taken as New York exchange time, at the beginning of each bar.');
    } else findings.notes.push('The file names no time zone: times were taken as UTC, at the beginning of each bar.');
  }
  const bars: BarRow[] = [];
  const rows: number[] = [];
  for (const candle of candles) {
    const openTime =
      Math.floor((toUtc(candle) + shift) / length) * length + (ticks ? 0 : (toUtc(candle) + shift) % length);
    const last = bars.at(-1);
    if (ticks && last !== undefined && last.openTime === openTime) {
      last.high = Math.max(last.high, tidyPrice(candle.high));
      last.low = Math.min(last.low, tidyPrice(candle.low));
      last.close = tidyPrice(candle.close);
      last.volume += candle.volume;
      continue;
    }
    bars.push(barOf(candle, openTime, openTime + length));
    rows.push(candle.row);
  }
  if (ticks)
    findings.notes.push(`${candles.length} single trades or quotes were gathered into ${bars.length} one-minute bars.`);
  if (bars.length < 2)
    return refuse('too-few-rows', `The rows make only ${bars.length} bar: a series needs at least two.`, {
      where: file,
      fix: 'Add more history.',
    });
  return merged(known?.[0] ?? '1m', calendar, bars, rows, findings);
}

const barOf = (c: Candle, openTime: number, closeTime: number): BarRow => ({
  openTime,
  closeTime,
  open: tidyPrice(c.open),
  high: tidyPrice(c.high),
  low: tidyPrice(c.low),
  close: tidyPrice(c.close),
  volume: tidyPrice(c.volume),
  dividend: tidyPrice(c.dividend),
});

/** Leaves out bars that begin inside the one before: two rows of one week, or a shifted clock. */
function merged(
  timeframe: Timeframe,
  calendar: CalendarId | null,
  bars: readonly BarRow[],
  rows: readonly number[],
  findings: Findings,
): Result<Placed> {
  const kept: BarRow[] = [];
  const keptRows: number[] = [];
  for (const [i, bar] of bars.entries()) {
    const before = kept.at(-1);
    if (before !== undefined && bar.openTime < before.closeTime) {
      findings.issues.push({
        code: 'overlapping-bar',
        row: rows[i] as number,
        text: `row ${rows[i]} begins before the bar before it ends; left out`,
        repaired: true,
      });
      continue;
    }
    kept.push(bar);
    keptRows.push(rows[i] as number);
  }
  return { ok: true, value: { timeframe, calendar, bars: kept, rows: keptRows } };
}
