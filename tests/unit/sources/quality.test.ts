/** The quality check: each kind of fault is found, named with its row, and lowers the score; a clean series keeps it. */
import { describe, expect, it } from 'vitest';
import { checkQuality } from '../../../agents/sources/quality.ts';
import { type BarRow, columnsOf } from '../../../agents/sources/source.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { sessionsBetween, usEquityCalendar } from '../../../shared/domain/calendar.ts';

const sessions = sessionsBetween(usEquityCalendar, '2022-01-03', '2023-06-30');
function clean(): BarRow[] {
  const random = createRandom('quality');
  let price = 50;
  return sessions.map((s) => {
    const open = price;
    price *= Math.exp(0.01 * random.normal());
    return {
      openTime: s.open,
      closeTime: s.close,
      open,
      high: Math.max(open, price) * 1.002,
      low: Math.min(open, price) * 0.998,
      close: price,
      volume: 1000,
      dividend: 0,
    };
  });
}
const check = (rows: BarRow[], rowOf = (i: number): number | null => i + 2) =>
  checkQuality({ symbol: 'X', timeframe: '1d', columns: columnsOf(rows) }, { calendar: 'us-equity', rowOf });
const spoiled = (change: (rows: BarRow[]) => void) => {
  const rows = clean();
  change(rows);
  return check(rows);
};

const each = (rows: BarRow[], change: (row: BarRow, i: number) => Partial<BarRow>): void => {
  for (const [i, row] of rows.entries()) Object.assign(row, change(row, i));
};
const priced = (row: BarRow, change: (price: number) => number): Partial<BarRow> => ({
  open: change(row.open),
  high: change(row.high),
  low: change(row.low),
  close: change(row.close),
});

describe('quality', () => {
  it('finds nothing in a clean series', () => expect(check(clean())).toEqual({ qualityScore: 1, issues: [] }));

  it.each<[string, (rows: BarRow[]) => void, number | null]>([
    ['missing-sessions', (rows) => rows.splice(100, 4), null],
    ['zero-volume', (rows) => Object.assign(rows[50] as BarRow, { volume: 0 }), 52],
    ['no-volume', (rows) => each(rows, () => ({ volume: 0 })), null],
    ['inconsistent-bar', (rows) => Object.assign(rows[60] as BarRow, { high: 1 }), 62],
    ['bars-out-of-order', (rows) => rows.reverse(), 3],
    ['outlier-jump', (rows) => each(rows.slice(80), (r) => ({ close: r.close * 1.25 })), 82],
    ['split-like-jump', (rows) => each(rows.slice(0, 90), (r) => priced(r, (p) => p * 4)), 92],
    ['unit-jump', (rows) => each(rows.slice(0, 90), (r) => priced(r, (p) => p * 100)), 92],
    ['flat-stretch', (rows) => each(rows.slice(30, 42), (r) => priced(r, () => (rows[29] as BarRow).close)), 36],
    ['too-short', (rows) => rows.splice(20), null],
  ])('finds %s', (code, change, row) => {
    const report = spoiled(change);
    const issue = report.issues.find((i) => i.code === code);
    expect(issue, JSON.stringify(report.issues)).toBeDefined();
    expect(issue?.row).toBe(row);
    expect(issue?.repaired).toBe(false);
    expect(report.qualityScore, code).toBeLessThan(code === 'zero-volume' ? 1.001 : 1);
  });

  it('says which sessions are missing', () =>
    expect(spoiled((rows) => rows.splice(100, 4)).issues[0]?.text).toBe(
      `no bars for 4 sessions from ${sessions[100]?.date} to ${sessions[103]?.date}`,
    ));

  it('keeps what was found before and counts repairs lightly', () => {
    const earlier = [{ code: 'duplicate-date', row: 7, text: 'row 7 repeats row 6; kept once', repaired: true }];
    const report = checkQuality(
      { symbol: 'X', timeframe: '1d', columns: columnsOf(clean()) },
      { calendar: 'us-equity', earlier },
    );
    expect(report.issues).toEqual(earlier);
    expect(report.qualityScore).toBeGreaterThan(0.98);
    expect(report.qualityScore).toBeLessThan(1);
  });

  it('never leaves its range nor exceeds 200 issues', () => {
    const report = spoiled((rows) => each(rows, (_, i) => ({ close: i % 2 ? 1 : 700, high: 0.5, volume: 0 })));
    expect(report.qualityScore).toBeGreaterThanOrEqual(0);
    expect(report.issues.length).toBeLessThanOrEqual(200);
  });
});
