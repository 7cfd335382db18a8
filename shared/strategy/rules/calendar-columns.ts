/** Functions of a bar's time alone: weekday, month, session and what starts and ends. */
import type { Timeframe } from '../../domain/bar.ts';
import type { CalendarId } from '../../domain/calendar.ts';
import type { Period } from './built-ins.ts';
import { isIntraday } from './higher-bars.ts';
import { textOf } from './resolve.ts';
import type { CallNode } from './syntax.ts';
import {
  endsPeriod,
  minutesToClose,
  periodOfBar,
  timeOfDay,
  tradingDayOfMonth,
  tradingDaysLeft,
} from './trading-days.ts';

const dayMs = 86_400_000;

/** A bar that closes at midnight belongs to the day that ends there. 1970-01-01 was a Thursday. */
const weekday = (closeTime: number): number => ((Math.floor((closeTime - 1) / dayMs) + 3) % 7) + 1;

/** Value of a calendar function on a bar, given when it closed and when the bar before it did (NaN for the first); conditions are 1 and 0. */
export type CalendarValue = (closeTime: number, before: number) => number;

const conditions: readonly string[] = ['starts', 'ends'];

/** How a call's value follows from the time. @throws Error for a call that is no calendar function. */
export function calendarValue(node: CallNode, calendar: CalendarId, timeframe: Timeframe): CalendarValue {
  switch (node.name) {
    case 'day_of_week':
      return weekday;
    case 'month':
      return (t) => new Date(t - 1).getUTCMonth() + 1;
    case 'trading_day_of_month':
      return (t) => tradingDayOfMonth(calendar, t);
    case 'trading_days_left':
      return (t) => tradingDaysLeft(calendar, t);
    case 'time_of_day':
      return (t) => timeOfDay(calendar, t);
    case 'minutes_to_close':
      return (t) => minutesToClose(calendar, t);
    case 'starts': {
      const period = textOf(node.arguments[0]) as Period;
      const of = (t: number): number => periodOfBar(calendar, period, t);
      return (t, before) => (Number.isNaN(before) ? 0 : +(of(t) !== of(before)));
    }
    case 'ends': {
      const period = textOf(node.arguments[0]) as Period;
      return (t) => +endsPeriod(calendar, period, t, isIntraday(timeframe));
    }
    default:
      throw new Error(`${node.name} has no meaning in a checked rule`);
  }
}

/** The column of a calendar function. */
export function calendarColumn(
  node: CallNode,
  closeTime: Float64Array,
  calendar: CalendarId,
  timeframe: Timeframe,
): Float64Array | Uint8Array {
  const value = calendarValue(node, calendar, timeframe);
  const out = conditions.includes(node.name) ? new Uint8Array(closeTime.length) : new Float64Array(closeTime.length);
  let before = Number.NaN;
  for (let i = 0; i < out.length; i++) {
    const now = closeTime[i] as number;
    out[i] = value(now, before);
    before = now;
  }
  return out;
}
