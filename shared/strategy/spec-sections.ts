/** The parts schema 2 adds to a strategy: universe, pairs, schedule, session and calendar. Absent = not used. */
import { z } from 'zod';
import { calendarIds } from '../domain/calendar.ts';

const textSchema = z.string().min(1).max(4000);

/** Which of the symbols may be entered: those that pass a filter, and of these the first or the last by a rank. */
export const universeSchema = z.strictObject({
  /** A condition each symbol must meet; null = all. */
  filter: textSchema.nullable(),
  /** A number to rank by, highest first; null = no ranking. */
  rankBy: textSchema.nullable(),
  /** Symbols from the top that may be held long; null = ranking says nothing about longs. */
  top: z.number().int().min(1).max(200).nullable(),
  /** Symbols from the bottom that may be held short. */
  bottom: z.number().int().min(1).max(200).nullable(),
  /** A held symbol stays while it is among this many: at least as many as may be entered; null = the same. */
  keep: z.number().int().min(1).max(200).nullable(),
});
export type Universe = z.infer<typeof universeSchema>;

/** When it decides. */
export const scheduleSchema = z.strictObject({
  every: z.enum(['bar', 'day', 'week', 'month', 'quarter']),
  /** On the first bar of the period, or on the last one by the exchange calendar. */
  on: z.enum(['first', 'last']),
  /** `scheduled`: exit rules wait for the schedule too. Protective orders and time exits never wait. */
  exits: z.enum(['any-bar', 'scheduled']),
});
export type Schedule = z.infer<typeof scheduleSchema>;

const clockSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 09:45');
const minutesSchema = z.number().int().min(1).max(390);

/** When it may enter; all that are given must hold, except that first and last trading days are joined by or. */
export const sessionSchema = z.strictObject({
  /** 1 = Monday to 7 = Sunday. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).optional(),
  months: z.array(z.number().int().min(1).max(12)).min(1).max(12).optional(),
  /** The first and the last n trading days of a month. */
  firstTradingDays: z.number().int().min(1).max(23).optional(),
  lastTradingDays: z.number().int().min(1).max(23).optional(),
  /** Times on the exchange's clock at which the deciding bar closes, both included. */
  from: clockSchema.optional(),
  to: clockSchema.optional(),
  /** No entry within so many minutes of the session's end. */
  noEntryMinutesBeforeClose: minutesSchema.optional(),
  /** Leaves when so many minutes or fewer remain: at least one bar, since orders fill at the next open. */
  flatMinutesBeforeClose: minutesSchema.optional(),
});
export type SessionRules = z.infer<typeof sessionSchema>;

const symbolSchema = z.string().min(1).max(32);
/** Symbols that `partner()` joins two by two. */
export const pairsSchema = z.array(z.array(symbolSchema).length(2)).min(1).max(100);
export const calendarSchema = z.enum(calendarIds);
