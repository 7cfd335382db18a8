/** Exchange calendars: when US equities, currencies and crypto trade, in UTC, with holidays, half days and daylight saving. */
import { dayMs } from '../core/time.ts';
import { fullDaysDespiteRule, unscheduledClosures, unscheduledHalfDays } from './calendar-data.ts';

/** One trading session. Its bar of the day is known at `close`, not before. */
export interface Session {
  /** Trading date as `2024-03-28`. */
  readonly date: string;
  /** UTC epoch milliseconds. */
  readonly open: number;
  readonly close: number;
  /** True when it ends before the usual time. */
  readonly early: boolean;
}

export const calendarIds = ['us-equity', 'forex', 'always'] as const;
export type CalendarId = (typeof calendarIds)[number];

/** A calendar. Days are counted from 1970-01-01 (day 0); see {@link dayOf}. */
export interface TradingCalendar {
  readonly id: CalendarId;
  readonly name: string;
  /** The session of a trading date, or undefined when there is none. */
  sessionOn(day: number): Session | undefined;
}

const hourMs = 3_600_000;
const unscheduled = new Set(unscheduledClosures);
const extraHalfDays = new Set(unscheduledHalfDays);
const exceptedHalfDays = new Set(fullDaysDespiteRule);

/** Day number of a UTC time or of an ISO date. */
export const dayOf = (time: number | string): number =>
  Math.floor((typeof time === 'number' ? time : Date.parse(`${time}T00:00:00Z`)) / dayMs);
/** `2024-03-28` of a day number. */
export const dateOf = (day: number): string => new Date(day * dayMs).toISOString().slice(0, 10);
/** 0 = Sunday to 6 = Saturday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7;

const dayNumber = (year: number, month: number, date: number): number => Date.UTC(year, month - 1, date) / dayMs;

/** The nth weekday of a month (n from 1), or the last one for n = -1. */
function nthWeekday(year: number, month: number, weekday: number, n: number): number {
  if (n === -1) {
    const last = dayNumber(year, month + 1, 1) - 1;
    return last - ((weekdayOf(last) - weekday + 7) % 7);
  }
  const first = dayNumber(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + (n - 1) * 7;
}

/** Easter Sunday, Gregorian: the anonymous algorithm printed in Nature, 20 April 1876. */
function easter(year: number): number {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const d = Math.floor(b / 4);
  const e = b % 4;
  const f = Math.floor((b + 8) / 25);
  const g = Math.floor((b - f + 1) / 3);
  const h = (19 * a + b - d - g + 15) % 30;
  const i = Math.floor(c / 4);
  const k = c % 4;
  const l = (32 + 2 * e + 2 * i - h - k) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  return dayNumber(year, month, ((h + l - 7 * m + 114) % 31) + 1);
}

/** Saturday holidays are kept on Friday, Sunday holidays on Monday. */
function observed(day: number): number {
  const weekday = weekdayOf(day);
  return weekday === 6 ? day - 1 : weekday === 0 ? day + 1 : day;
}

interface YearRules {
  readonly holidays: ReadonlySet<number>;
  readonly halfDays: ReadonlySet<number>;
}

/** Holiday rules of the New York exchanges in their present form (Juneteenth since 2022, Martin Luther King Day since 1998). */
function rulesOf(year: number): YearRules {
  const holidays = new Set<number>();
  const newYear = dayNumber(year, 1, 1);
  // New Year on a Saturday is not made up for: the last session of the old year stays.
  if (weekdayOf(newYear) !== 6) holidays.add(observed(newYear));
  if (year >= 1998) holidays.add(nthWeekday(year, 1, 1, 3));
  holidays.add(nthWeekday(year, 2, 1, 3));
  holidays.add(easter(year) - 2);
  holidays.add(nthWeekday(year, 5, 1, -1));
  if (year >= 2022) holidays.add(observed(dayNumber(year, 6, 19)));
  const independence = dayNumber(year, 7, 4);
  holidays.add(observed(independence));
  holidays.add(nthWeekday(year, 9, 1, 1));
  const thanksgiving = nthWeekday(year, 11, 4, 4);
  holidays.add(thanksgiving);
  const christmas = dayNumber(year, 12, 25);
  holidays.add(observed(christmas));
  const halfDays = new Set<number>([thanksgiving + 1, independence - 1, christmas - 1]);
  return { holidays, halfDays };
}

const rulesByYear = new Map<number, YearRules>();
function rules(year: number): YearRules {
  let found = rulesByYear.get(year);
  if (found === undefined) {
    found = rulesOf(year);
    rulesByYear.set(year, found);
  }
  return found;
}

/** New York's offset from UTC in hours at noon of a day: -4 in summer, -5 in winter. Rules of 1967, 1976, 1987 and 2007. */
export function newYorkOffsetHours(day: number): number {
  const year = new Date(day * dayMs).getUTCFullYear();
  const start =
    year >= 2007 ? nthWeekday(year, 3, 0, 2) : year >= 1987 ? nthWeekday(year, 4, 0, 1) : nthWeekday(year, 4, 0, -1);
  const end = year >= 2007 ? nthWeekday(year, 11, 0, 1) : nthWeekday(year, 10, 0, -1);
  return day >= start && day < end ? -4 : -5;
}

/** UTC time of a New York wall-clock hour on a day. */
const newYorkTime = (day: number, hour: number): number => day * dayMs + (hour - newYorkOffsetHours(day)) * hourMs;

/** New York Stock Exchange and Nasdaq, 9:30 to 16:00 New York time, half days to 13:00. Checked against a reference for 1998 to 2028. */
export const usEquityCalendar: TradingCalendar = {
  id: 'us-equity',
  name: 'US equities',
  sessionOn(day) {
    const weekday = weekdayOf(day);
    if (weekday === 0 || weekday === 6) return undefined;
    const date = dateOf(day);
    const { holidays, halfDays } = rules(Number(date.slice(0, 4)));
    if (holidays.has(day) || unscheduled.has(date)) return undefined;
    const early = (halfDays.has(day) && !exceptedHalfDays.has(date)) || extraHalfDays.has(date);
    return { date, open: newYorkTime(day, 9.5), close: newYorkTime(day, early ? 13 : 16), early };
  },
};

/** Currencies, 24 hours on five days: the session of a date ends at 17:00 New York time and began 24 hours before. */
export const forexCalendar: TradingCalendar = {
  id: 'forex',
  name: 'Currencies (24/5)',
  sessionOn(day) {
    const weekday = weekdayOf(day);
    if (weekday === 0 || weekday === 6) return undefined;
    const date = dateOf(day);
    if (date.endsWith('-01-01') || date.endsWith('-12-25')) return undefined;
    return { date, open: newYorkTime(day - 1, 17), close: newYorkTime(day, 17), early: false };
  },
};

/** Crypto: every UTC day from midnight to midnight. */
export const alwaysCalendar: TradingCalendar = {
  id: 'always',
  name: 'Around the clock (24/7)',
  sessionOn: (day) => ({ date: dateOf(day), open: day * dayMs, close: (day + 1) * dayMs, early: false }),
};

/** The calendars by id. */
export const calendars: Readonly<Record<CalendarId, TradingCalendar>> = {
  'us-equity': usEquityCalendar,
  forex: forexCalendar,
  always: alwaysCalendar,
};

/** Sessions whose trading date lies in [from, to], in order. */
export function sessionsBetween(calendar: TradingCalendar, from: number | string, to: number | string): Session[] {
  const last = dayOf(to);
  const found: Session[] = [];
  for (let day = dayOf(from); day <= last; day++) {
    const session = calendar.sessionOn(day);
    if (session !== undefined) found.push(session);
  }
  return found;
}

/** The session that is open at a UTC time (open <= time < close), or undefined. */
export function sessionAt(calendar: TradingCalendar, time: number): Session | undefined {
  for (let day = dayOf(time) - 1; day <= dayOf(time) + 1; day++) {
    const session = calendar.sessionOn(day);
    if (session !== undefined && session.open <= time && time < session.close) return session;
  }
  return undefined;
}
