/** The calendar as it was published beforehand: which days trade, when sessions end, what starts and ends a week or a month. */
import { dayMs } from '../../core/time.ts';
import {
  type CalendarId,
  calendars,
  dateOf,
  newYorkOffsetHours,
  type Session,
  weekdayOf,
} from '../../domain/calendar.ts';
import { unscheduledClosures, unscheduledHalfDays } from '../../domain/calendar-data.ts';
import type { Period } from './built-ins.ts';

const hourMs = 3_600_000;
const minuteMs = 60_000;
const closures = new Set(unscheduledClosures);
const halfDays = new Set(unscheduledHalfDays);
const known = new Map<CalendarId, Map<number, Session | undefined>>();

/** New York's clock against UTC at a time; UTC itself for markets around the clock. */
const clockOffset = (calendar: CalendarId, time: number): number =>
  calendar === 'always' ? 0 : newYorkOffsetHours(Math.floor(time / dayMs)) * hourMs;

/**
 * The trading day a bar belongs to, as a day number. A bar that closes at midnight belongs to the day that ends there; a
 * currency day begins at 17:00 in New York.
 */
export function tradingDayOf(calendar: CalendarId, closeTime: number): number {
  const last = closeTime - 1;
  if (calendar !== 'forex') return Math.floor(last / dayMs);
  return Math.floor((last + clockOffset(calendar, last) + 7 * hourMs) / dayMs);
}

/** The session of a day as everybody expected it the day before: storms and mourning are not foreseen. */
export function expectedSession(calendar: CalendarId, day: number): Session | undefined {
  let days = known.get(calendar);
  if (!days) {
    days = new Map();
    known.set(calendar, days);
  }
  if (days.has(day)) return days.get(day);
  let session = calendars[calendar].sessionOn(day);
  const date = dateOf(day);
  const surprise = session === undefined ? closures.has(date) : session.early && halfDays.has(date);
  if (calendar === 'us-equity' && surprise && weekdayOf(day) % 6 !== 0) {
    const midnight = day * dayMs - newYorkOffsetHours(day) * hourMs;
    session = { date, open: midnight + 9.5 * hourMs, close: midnight + 16 * hourMs, early: false };
  }
  days.set(day, session);
  return session;
}

/** The next day on which a session is expected; the day after where none is within a fortnight. */
function nextDay(calendar: CalendarId, day: number): number {
  for (let next = day + 1; next <= day + 14; next++) if (expectedSession(calendar, next) !== undefined) return next;
  return day + 1;
}

/** Number of the day, the week (from Monday), the month or the quarter a day lies in: equal numbers, equal period. */
export function periodOf(period: Period, day: number): number {
  if (period === 'day') return day;
  if (period === 'week') return Math.floor((day + 3) / 7);
  const date = new Date(day * dayMs);
  const month = date.getUTCFullYear() * 12 + date.getUTCMonth();
  return period === 'month' ? month : Math.floor(month / 3);
}

/** What is asked of a day again and again: the number of each period it lies in, and whether it is expected to be the last of it. */
type DayFacts = Readonly<Record<Period, { readonly number: number; readonly isLast: boolean }>>;
const facts = new Map<CalendarId, Map<number, DayFacts>>();

function factsOf(calendar: CalendarId, day: number): DayFacts {
  let days = facts.get(calendar);
  if (!days) {
    days = new Map();
    facts.set(calendar, days);
  }
  let found = days.get(day);
  if (!found) {
    const next = nextDay(calendar, day);
    const of = (period: Period) => {
      const number = periodOf(period, day);
      return { number, isLast: periodOf(period, next) !== number };
    };
    found = { day: of('day'), week: of('week'), month: of('month'), quarter: of('quarter') };
    days.set(day, found);
  }
  return found;
}

/** Number of the period a bar lies in. */
export const periodOfBar = (calendar: CalendarId, period: Period, closeTime: number): number =>
  factsOf(calendar, tradingDayOf(calendar, closeTime))[period].number;

/** Whether a bar is expected to be the last of its period; `intraday` bars must also reach the end of the session. */
export function endsPeriod(calendar: CalendarId, period: Period, closeTime: number, intraday: boolean): boolean {
  const day = tradingDayOf(calendar, closeTime);
  if (intraday) {
    const session = expectedSession(calendar, day);
    if (session === undefined || closeTime < session.close) return false;
  }
  return factsOf(calendar, day)[period].isLast;
}

const firstOfMonth = (day: number): number => {
  const date = new Date(day * dayMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / dayMs;
};

/** From 1; a day without an expected session counts as the one before it. */
export function tradingDayOfMonth(calendar: CalendarId, closeTime: number): number {
  const day = tradingDayOf(calendar, closeTime);
  let count = 0;
  for (let d = firstOfMonth(day); d <= day; d++) if (expectedSession(calendar, d) !== undefined) count++;
  return count;
}

/** Sessions still expected in the month after the bar's day; 0 on the last. */
export function tradingDaysLeft(calendar: CalendarId, closeTime: number): number {
  const day = tradingDayOf(calendar, closeTime);
  const month = periodOf('month', day);
  let count = 0;
  for (let d = day + 1; periodOf('month', d) === month; d++) if (expectedSession(calendar, d) !== undefined) count++;
  return count;
}

/** Minutes since midnight on the exchange's clock; 0 to 1439. */
export function timeOfDay(calendar: CalendarId, closeTime: number): number {
  const local = closeTime + clockOffset(calendar, closeTime);
  return Math.floor((local - Math.floor(local / dayMs) * dayMs) / minuteMs);
}

/** Minutes left in the expected session; NaN where the bar closes outside one. */
export function minutesToClose(calendar: CalendarId, closeTime: number): number {
  const session = expectedSession(calendar, tradingDayOf(calendar, closeTime));
  if (session === undefined || closeTime <= session.open || closeTime > session.close) return Number.NaN;
  return (session.close - closeTime) / minuteMs;
}
