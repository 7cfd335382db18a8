/** The calendars: rules against a reference list, daylight saving, half days and the two round-the-clock calendars. */
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import {
  alwaysCalendar,
  dateOf,
  dayOf,
  forexCalendar,
  newYorkOffsetHours,
  sessionAt,
  sessionsBetween,
  usEquityCalendar,
  weekdayOf,
} from '../../../../shared/domain/calendar.ts';
import { sharedFolder } from '../../../support/shared-folder.ts';

const folder = sharedFolder();
const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString());
const on = (date: string) => usEquityCalendar.sessionOn(dayOf(date));

describe('US equities', () => {
  it('opens and closes in New York time, winter and summer', () => {
    expect(iso(on('2024-01-16')?.open)).toBe('2024-01-16T14:30:00.000Z');
    expect(iso(on('2024-01-16')?.close)).toBe('2024-01-16T21:00:00.000Z');
    expect(iso(on('2024-07-16')?.close)).toBe('2024-07-16T20:00:00.000Z');
  });

  it('knows holidays that move: Good Friday, Juneteenth, observed days', () => {
    for (const closed of ['2024-03-29', '2025-04-18', '2022-06-20', '2021-07-05', '2027-12-24', '2023-01-02'])
      expect(on(closed), closed).toBeUndefined();
    for (const open of ['2021-06-18', '2021-12-31', '2010-12-31', '2024-03-28', '2020-06-19'])
      expect(on(open), open).toBeDefined();
  });

  it('ends half days at 13:00', () => {
    expect(on('2024-11-29')).toMatchObject({ early: true, close: Date.parse('2024-11-29T18:00:00Z') });
    expect(on('2024-07-03')?.early).toBe(true);
    expect(on('2024-11-27')?.early).toBe(false);
  });

  it('agrees with the time zone database on daylight saving from 1990 to 2035', () => {
    const zone = new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hour: 'numeric', hourCycle: 'h23' });
    for (let day = dayOf('1990-01-01'); day <= dayOf('2035-12-31'); day++) {
      const hour = Number(zone.format(new Date(day * 86_400_000 + 18 * 3_600_000)));
      if (hour !== 18 + newYorkOffsetHours(day)) expect.fail(`${dateOf(day)}: ${hour}`);
    }
  });

  test.skipIf(folder === undefined)('has the holidays and half days of the reference, 1998 to 2028', () => {
    const table = JSON.parse(readFileSync(`${folder}data/market/calendar/market_hours.json`, 'utf8'))[
      'Equity-usa-[*]'
    ] as { holidays: string[]; earlyCloses: Record<string, string> };
    const toDate = (text: string) => {
      const [month, day, year] = text.split('/').map(Number);
      return dateOf(Date.UTC(year as number, (month as number) - 1, day) / 86_400_000);
    };
    const holidays = new Set(table.holidays.map(toDate));
    const early = new Set(Object.keys(table.earlyCloses).map(toDate));
    const wrong: string[] = [];
    for (let day = dayOf('1998-01-02'); day <= dayOf('2028-12-31'); day++) {
      const weekday = weekdayOf(day);
      const date = dateOf(day);
      const expected = weekday !== 0 && weekday !== 6 && !holidays.has(date);
      const session = usEquityCalendar.sessionOn(day);
      if ((session !== undefined) !== expected) wrong.push(`${date} open=${!expected}`);
      // The reference lists half days from November 1999 on.
      if (session !== undefined && date >= '1999-11-01' && session.early !== early.has(date))
        wrong.push(`${date} early=${session.early}`);
    }
    expect(wrong).toEqual([]);
  });
});

describe('around the clock', () => {
  it('has a crypto session on every day', () => {
    expect(sessionsBetween(alwaysCalendar, '2024-02-26', '2024-03-03')).toHaveLength(7);
    expect(sessionAt(alwaysCalendar, Date.parse('2024-03-02T23:59:59Z'))?.date).toBe('2024-03-02');
  });

  it('runs currencies from Sunday evening to Friday evening, New York time', () => {
    expect(sessionAt(forexCalendar, Date.parse('2024-03-08T21:59:00Z'))?.date).toBe('2024-03-08');
    expect(sessionAt(forexCalendar, Date.parse('2024-03-08T22:00:00Z'))).toBeUndefined();
    // Sunday 10 March 2024: summer time has begun, 17:00 in New York is 21:00 UTC.
    expect(sessionAt(forexCalendar, Date.parse('2024-03-10T20:59:00Z'))).toBeUndefined();
    expect(sessionAt(forexCalendar, Date.parse('2024-03-10T21:00:00Z'))?.date).toBe('2024-03-11');
  });

  it('opens a session only inside its hours', () => {
    const session = on('2024-03-28');
    expect(sessionAt(usEquityCalendar, (session?.open ?? 0) - 1)).toBeUndefined();
    expect(sessionAt(usEquityCalendar, session?.open ?? 0)?.date).toBe('2024-03-28');
    expect(sessionAt(usEquityCalendar, session?.close ?? 0)).toBeUndefined();
  });
});
