/** Longer bars, other symbols and the calendar: what exactly is known at which close. */
import { describe, expect, test } from 'vitest';
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';
import { dayOf, sessionsBetween, usEquityCalendar } from '../../../shared/domain/calendar.ts';
import { createMarketEvaluator } from '../../../shared/strategy/rules/evaluate.ts';
import type { RuleScope } from '../../../shared/strategy/rules/market.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { resolveExpression } from '../../../shared/strategy/rules/resolve.ts';
import {
  expectedSession,
  minutesToClose,
  timeOfDay,
  tradingDayOf,
  tradingDayOfMonth,
  tradingDaysLeft,
} from '../../../shared/strategy/rules/trading-days.ts';

type Row = { date: string; close: number; open?: number };
const at = (date: string): number => Date.parse(date.length === 10 ? `${date}T21:00:00Z` : date);

/** Bars that close at 21:00 UTC of their date, or at the time given. */
function bars(rows: readonly Row[]): BarColumns {
  const columns = {} as Record<keyof BarColumns, Float64Array>;
  for (const name of barColumnNames)
    columns[name] = Float64Array.from(rows, ({ date, close }) =>
      name === 'closeTime'
        ? at(date)
        : name === 'openTime'
          ? at(date) - 1000
          : name === 'volume'
            ? 10
            : name === 'dividend'
              ? 0
              : close,
    );
  return columns;
}
const scope = (more: Partial<RuleScope> = {}): RuleScope => ({
  timeframe: '1d',
  calendar: 'us-equity',
  symbols: ['AAA', 'BBB', 'CCC'],
  partners: {},
  ...more,
});
function values(
  text: string,
  market: Record<string, BarColumns>,
  more: Partial<RuleScope> = {},
  symbol = 'AAA',
): number[] {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  const evaluate = createMarketEvaluator({
    market: { series: (s) => series.get(s) },
    scope: scope(more),
    parameters: {},
  });
  const series = new Map(Object.entries(market).map(([s, columns]) => [s, { columns }]));
  return [...evaluate(symbol, resolveExpression(parsed.value, {}))];
}
const dates = (from: string, to: string): string[] => sessionsBetween(usEquityCalendar, from, to).map((s) => s.date);
const rising = (list: readonly string[]): BarColumns => bars(list.map((date, i) => ({ date, close: i + 1 })));

describe('a weekly bar', () => {
  test('is known at its last close, by the calendar, and not before', () => {
    // Monday 4 to Friday 15 March 2024: closes 1 to 10.
    const AAA = rising(dates('2024-03-04', '2024-03-15'));
    expect(values('on("1w", close)', { AAA })).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      5,
      5,
      5,
      5,
      5,
      10,
    ]);
    expect(values('on("1w", open)', { AAA }).at(-1)).toBe(6);
    expect(values('on("1w", volume)', { AAA }).at(-1)).toBe(50);
  });
  test('ends on Thursday before Good Friday', () => {
    const AAA = rising(dates('2024-03-25', '2024-04-02'));
    expect(AAA.close.length).toBe(6);
    expect(values('on("1w", close)', { AAA })).toEqual([Number.NaN, Number.NaN, Number.NaN, 4, 4, 4]);
  });
  test('whose last bar is missing is known at the first close after it', () => {
    const list = dates('2024-03-04', '2024-03-12').filter((d) => d !== '2024-03-08');
    expect(values('on("1w", close)', { AAA: rising(list) })).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
      Number.NaN,
      4,
      4,
    ]);
  });
  test('does not know of a closure that nobody expected', () => {
    // The exchange stayed shut from 11 to 14 September 2001: on Monday the 10th the week was not over.
    const AAA = rising(dates('2001-09-04', '2001-09-18'));
    const monday = dates('2001-09-04', '2001-09-18').indexOf('2001-09-10');
    expect(values('on("1w", close)', { AAA }).slice(monday, monday + 2)).toEqual([4, 5]);
  });
  test('of a market that never sleeps ends on Sunday at midnight', () => {
    const days = Array.from({ length: 9 }, (_, i) => new Date(Date.UTC(2024, 2, 5 + i)).toISOString());
    const AAA = rising(days);
    // A bar that closes at Monday 00:00 is Sunday's.
    const sunday = days.indexOf('2024-03-11T00:00:00.000Z');
    const weekly = values('on("1w", close)', { AAA }, { calendar: 'always' });
    expect(weekly.slice(sunday - 1, sunday + 2)).toEqual([Number.NaN, 7, 7]);
  });
});

describe('a daily bar of hours', () => {
  const hours = (date: string): string[] => [15, 16, 17, 18, 19, 20, 21].map((h) => `${date}T${h}:00:00Z`);
  test('is known at the close of the session, in winter and in summer', () => {
    const winter = rising([...hours('2024-01-10'), ...hours('2024-01-11')]);
    const known = values('on("1d", close)', { AAA: winter }, { timeframe: '1h' });
    expect(known.slice(0, 6).every(Number.isNaN)).toBe(true);
    expect(known.slice(6)).toEqual([7, 7, 7, 7, 7, 7, 7, 14]);
    const summer = rising(['2024-07-10T19:00:00Z', '2024-07-10T20:00:00Z', '2024-07-11T14:00:00Z']);
    expect(values('on("1d", close)', { AAA: summer }, { timeframe: '1h' })).toEqual([Number.NaN, 2, 2]);
  });
  test('ends at 13:00 on a half day', () => {
    const half = rising(['2024-11-29T17:00:00Z', '2024-11-29T18:00:00Z']);
    expect(values('on("1d", close)', { AAA: half }, { timeframe: '1h' })).toEqual([Number.NaN, 2]);
  });
  test('belongs to the currency day that ends at 17:00 in New York', () => {
    const monday = '2024-07-08';
    expect(tradingDayOf('forex', Date.parse('2024-07-08T21:00:00Z'))).toBe(dayOf(monday));
    expect(tradingDayOf('forex', Date.parse('2024-07-08T22:00:00Z'))).toBe(dayOf('2024-07-09'));
    expect(tradingDayOf('forex', Date.parse('2024-01-08T22:00:00Z'))).toBe(dayOf('2024-01-08'));
  });
});

describe('another symbol', () => {
  test('counts as of its last bar closed by then, never a later one', () => {
    const AAA = bars([
      { date: '2024-03-04', close: 1 },
      { date: '2024-03-05', close: 2 },
      { date: '2024-03-06', close: 3 },
    ]);
    const BBB = bars([
      { date: '2024-03-04T21:00:01Z', close: 10 },
      { date: '2024-03-06T20:59:59Z', close: 20 },
    ]);
    expect(values('other("BBB", close)', { AAA, BBB })).toEqual([Number.NaN, 10, 20]);
    expect(values('other("NONE", close)', { AAA, BBB })).toEqual([Number.NaN, Number.NaN, Number.NaN]);
    expect(values('other("NONE", close > 0)', { AAA, BBB })).toEqual([0, 0, 0]);
  });
  test('is unknown once its last bar is older than ten days', () => {
    const AAA = rising(dates('2024-03-04', '2024-03-22'));
    const BBB = bars([{ date: '2024-03-04', close: 7 }]);
    const seen = values('other("BBB", close)', { AAA, BBB });
    expect(seen.map((v) => +Number.isFinite(v)).reduce((a, b) => a + b)).toBe(dates('2024-03-04', '2024-03-14').length);
  });
  test('has its own weeks, and a week that it has not closed is not seen', () => {
    const list = dates('2024-03-04', '2024-03-12');
    const AAA = rising(list);
    const BBB = bars(list.filter((d) => d !== '2024-03-08').map((date, i) => ({ date, close: 100 + i })));
    expect(values('other("BBB", on("1w", close))', { AAA, BBB }).slice(3)).toEqual([Number.NaN, Number.NaN, 103, 103]);
    expect(values('on("1w", close / other("BBB", close))', { AAA, BBB })[4]).toBeNaN();
  });
  test('partners see each other', () => {
    const AAA = rising(dates('2024-03-04', '2024-03-06'));
    const BBB = bars([...dates('2024-03-04', '2024-03-06')].map((date) => ({ date, close: 50 })));
    const more = { partners: { AAA: 'BBB', BBB: 'AAA' } };
    expect(values('partner(close)', { AAA, BBB }, more)).toEqual([50, 50, 50]);
    expect(values('partner(close)', { AAA, BBB }, more, 'BBB')).toEqual([1, 2, 3]);
  });
});

test('the cross-section: places, ties by name, means and shares of those that are there', () => {
  const list = dates('2024-03-04', '2024-03-06');
  const [first = '', second = '', third = ''] = list;
  const AAA = bars([
    { date: first, close: 5 },
    { date: second, close: 5 },
    { date: third, close: 1 },
  ]);
  const BBB = bars([
    { date: first, close: 9 },
    { date: second, close: 5 },
    { date: third, close: 2 },
  ]);
  const CCC = bars([{ date: third, close: 3 }]);
  const market = { AAA, BBB, CCC };
  expect(values('rank(close)', market)).toEqual([2, 1, 3]);
  expect(values('rank(close)', market, {}, 'BBB')).toEqual([1, 2, 2]);
  expect(values('rank(close)', market, {}, 'CCC')).toEqual([1]);
  expect(values('universe_mean(close)', market)).toEqual([7, 5, 2]);
  expect(values('universe_share(close > 2)', market)).toEqual([1, 1, 1 / 3]);
  expect(values('rank(log(close - 4))', market)).toEqual([2, 1, Number.NaN]);
});

describe('the calendar', () => {
  test('starts on the first bar there is, ends on the last day there should be', () => {
    const list = dates('2024-01-29', '2024-02-05').filter((d) => d !== '2024-02-01');
    const AAA = rising(list);
    expect(values('starts("month")', { AAA })).toEqual(list.map((d) => +(d === '2024-02-02')));
    expect(values('ends("month")', { AAA })).toEqual(list.map((d) => +(d === '2024-01-31')));
    expect(values('ends("week")', { AAA })).toEqual(list.map((d) => +(d === '2024-02-02')));
    expect(values('starts("quarter")', { AAA: rising(dates('2024-03-27', '2024-04-02')) })).toEqual([0, 0, 1, 0]);
  });
  test('counts trading days of a month from both ends', () => {
    // March 2024 has 20 sessions; the 29th is Good Friday.
    expect(tradingDayOfMonth('us-equity', at('2024-03-01'))).toBe(1);
    expect(tradingDaysLeft('us-equity', at('2024-03-01'))).toBe(19);
    expect(tradingDayOfMonth('us-equity', at('2024-03-28'))).toBe(20);
    expect(tradingDaysLeft('us-equity', at('2024-03-28'))).toBe(0);
    expect(tradingDaysLeft('always', Date.parse('2024-03-29T00:00:00Z'))).toBe(3);
  });
  test('knows the clock of the exchange in summer and winter', () => {
    expect(timeOfDay('us-equity', Date.parse('2024-01-10T15:00:00Z'))).toBe(600);
    expect(timeOfDay('us-equity', Date.parse('2024-07-10T14:00:00Z'))).toBe(600);
    expect(timeOfDay('always', Date.parse('2024-07-10T14:00:00Z'))).toBe(840);
    expect(minutesToClose('us-equity', Date.parse('2024-07-10T19:45:00Z'))).toBe(15);
    expect(minutesToClose('us-equity', Date.parse('2024-11-29T17:45:00Z'))).toBe(15);
    expect(minutesToClose('us-equity', Date.parse('2024-11-29T20:45:00Z'))).toBeNaN();
    expect(minutesToClose('us-equity', Date.parse('2024-12-25T17:45:00Z'))).toBeNaN();
  });
  test('expects what was announced, not what happened', () => {
    expect(expectedSession('us-equity', dayOf('2001-09-11'))).toMatchObject({ early: false });
    expect(expectedSession('us-equity', dayOf('2012-10-29'))?.close).toBe(Date.parse('2012-10-29T20:00:00Z'));
    expect(expectedSession('us-equity', dayOf('2024-12-25'))).toBeUndefined();
  });
});
