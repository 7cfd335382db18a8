/** Figures as text: signs, digits, dashes, units. */
import { describe, expect, it } from 'vitest';
import { formatMoney } from '../../../renderer/format/money.ts';
import {
  axisAmount,
  formatDuration,
  formatNumber,
  formatPrice,
  formatQuantity,
  formatShort,
  priceDecimals,
} from '../../../renderer/format/numbers.ts';
import { formatBps, formatPercent } from '../../../renderer/format/percent.ts';
import {
  formatAgo,
  formatClock,
  formatDateTime,
  formatDay,
  formatUtc,
  zoneLabel,
} from '../../../renderer/format/time.ts';
import { plural, sentenceCase, shortHash } from '../../../renderer/format/words.ts';

describe('numbers', () => {
  it('groups thousands, fixes digits and writes a true minus', () => {
    expect(formatNumber(1234567.891, 2)).toBe('1,234,567.89');
    expect(formatNumber(-7.4567, 2)).toBe('−7.46');
  });
  it('never writes minus zero', () => {
    expect(formatNumber(-0.0001, 2)).toBe('0.00');
    expect(formatNumber(-0, 0)).toBe('0');
  });
  it('shows a dash where there is no number', () => {
    for (const nothing of [null, undefined, Number.NaN, Number.POSITIVE_INFINITY])
      expect(formatNumber(nothing, 2)).toBe('–');
    expect(formatPrice('')).toBe('–');
    expect(formatQuantity('x')).toBe('–');
  });
  it('gives small prices their digits', () => {
    expect(formatPrice(0.01234)).toBe('0.0123');
    expect(formatPrice('38.125')).toBe('38.13');
    expect(formatPrice(0)).toBe('0.00');
  });
  it('keeps the decimals a quantity has', () => {
    expect(formatQuantity('1774')).toBe('1,774');
    expect(formatQuantity('-0.125')).toBe('−0.125');
    expect(formatQuantity('0.123456')).toBe('0.1235');
  });
  it('shortens for axes and spells out lengths of time', () => {
    expect([formatShort(950), formatShort(105_181), formatShort(-2_500_000)]).toEqual(['950', '105.2k', '−2.50M']);
    expect([0.4, 340, 12_400, 200_000, 3_720_000].map(formatDuration)).toEqual([
      '0.4 ms',
      '340 ms',
      '12.4 s',
      '3 min 20 s',
      '1 h 2 min',
    ]);
    expect(formatDuration(null)).toBe('–');
  });
});

describe('money', () => {
  it('takes decimal text, puts the sign before the currency', () => {
    expect(formatMoney('-1099.58')).toBe('−$1,099.58');
    expect(formatMoney('148.79', { signed: true })).toBe('+$148.79');
    expect(formatMoney(0, { signed: true })).toBe('$0.00');
    expect(formatMoney(-0.001)).toBe('$0.00');
  });
  it('hides every digit and the sign in privacy mode', () => {
    const text = formatMoney('-105181.83', { hidden: true });
    expect(text).not.toMatch(/\d/);
    expect(text).not.toContain('−');
  });
  it('names currencies it has no symbol for', () => {
    expect(formatMoney(5, { currency: 'SEK' })).toBe('SEK 5.00');
    expect(formatMoney(null)).toBe('–');
  });
});

describe('percent', () => {
  it('turns shares into percentages with a narrow space', () => {
    expect(formatPercent(0.1234)).toBe('12.3\u202f%');
    expect(formatPercent(-0.02, { signed: true })).toBe('−2.0\u202f%');
    expect(formatPercent(0.02, { signed: true })).toBe('+2.0\u202f%');
    expect(formatPercent(0.00001, { signed: true })).toBe('0.0\u202f%');
    expect(formatPercent(null)).toBe('–');
    expect(formatBps(2.53)).toBe('2.5\u202fbp');
  });
});

describe('time', () => {
  const summer = Date.UTC(2024, 6, 3, 20, 0, 5);
  const winter = Date.UTC(2024, 0, 3, 21, 0, 5);
  it('shows exchange time through summer and winter time', () => {
    expect(formatClock(summer)).toBe('16:00:05');
    expect(formatClock(winter)).toBe('16:00:05');
    expect([zoneLabel(summer), zoneLabel(winter)]).toEqual(['EDT', 'EST']);
    expect(formatDateTime(winter)).toBe('03 Jan 2024, 16:00');
  });
  it('keeps the UTC date of a daily bar, whatever the exchange clock says', () => {
    expect(formatDay(Date.UTC(2024, 2, 28))).toBe('28 Mar 2024');
  });
  it('has UTC behind it', () => {
    expect(formatUtc(summer)).toBe('2024-07-03 20:00:05 UTC');
    expect(formatUtc(0)).toBe('–');
  });
  it('counts backwards', () => {
    const ago = [0, 12_000, 250_000, 7_300_000, 300_000_000].map((ms) => formatAgo(summer - ms, summer));
    expect(ago).toEqual(['now', '12 s ago', '4 min ago', '2 h ago', '3 d ago']);
    expect(formatAgo(summer + 60_000, summer)).toBe('now');
  });
});

describe('words', () => {
  it('turns machine names into words', () => {
    expect(sentenceCase('mean-reversion')).toBe('Mean reversion');
    expect(shortHash('a'.repeat(64))).toBe('aaaaaa…aaaa');
    expect(shortHash('st-8f1c2a')).toBe('st-8f1c2a');
    expect([plural(1, 'bar'), plural(2, 'bar'), plural(2, 'series', 'series')]).toEqual([
      '1 bar',
      '2 bars',
      '2 series',
    ]);
  });
});

it('marks of an equity axis never read the same, however little the account moved', () => {
  for (const [from, span] of [
    [1_000_000, 15_000],
    [1_000_000, 1_100],
    [1_000_000, 40],
    [80_000, 240_000],
    [1_000_000, 3_000_000],
    [5_000, 3_000],
  ] as const) {
    const marks = Array.from({ length: 8 }, (_, i) => axisAmount(span)(from + (span * i) / 8));
    expect(new Set(marks).size).toBe(8);
  }
  expect([axisAmount(15_000)(1_012_500), axisAmount(3e6)(1_250_000)]).toEqual(['1,012.5k', '1.25M']);
});

it('a price axis has the decimals the prices have', () => {
  expect(priceDecimals([2622.71, 2600])).toBe(2);
  expect(priceDecimals([1.13245, 1.1])).toBe(5);
  expect(priceDecimals([26.785714285714285])).toBe(2);
  expect(priceDecimals([0.123456789])).toBe(4);
});
