/** The sample market: the same bytes every time, whole, plausible, labelled, and with the structure it says is planted. */
import { describe, expect, it } from 'vitest';
import {
  companies,
  delistedSymbol,
  haltedSymbol,
  indexSymbol,
  lateSymbol,
  minuteSymbols,
} from '../../../agents/sources/sample-market/companies.ts';
import { generateSampleMarket } from '../../../agents/sources/sample-market/generate.ts';
import { encodeDataset } from '../../../agents/store/dataset-columns.ts';
import { dayOf, sessionsBetween, usEquityCalendar } from '../../../shared/domain/calendar.ts';

const market = generateSampleMarket();
const daily = (symbol: string) => {
  const found = market.series.find((s) => s.series.symbol === symbol && s.series.timeframe === '1d');
  if (found === undefined) throw new Error(`no daily series of ${symbol}`);
  return found.series.columns;
};
const returnsOf = (close: Float64Array) => Array.from(close.subarray(1), (c, i) => Math.log(c / (close[i] as number)));
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
const correlation = (a: readonly number[], b: readonly number[]) => {
  const [ma, mb] = [mean(a), mean(b)];
  const cov = mean(a.map((x, i) => (x - ma) * ((b[i] as number) - mb)));
  return cov / Math.sqrt(mean(a.map((x) => (x - ma) ** 2)) * mean(b.map((x) => (x - mb) ** 2)));
};

describe('sample market', () => {
  it('is byte-identical for a seed and different for another', () => {
    const hash = encodeDataset(market).contentHash;
    expect(encodeDataset(generateSampleMarket()).contentHash).toBe(hash);
    expect(encodeDataset(generateSampleMarket({ seed: 'another' })).contentHash).not.toBe(hash);
  });

  it('says that it is synthetic wherever it is named', () => {
    expect(market.synthetic).toBe(true);
    expect(market.name).toMatch(/synthetic/);
    expect(market.notes[0]).toMatch(/synthetic/);
    for (const { name } of market.instruments) expect(name).toMatch(/synthetic/);
    for (const { name } of market.macro) expect(name).toMatch(/synthetic/);
    for (const item of market.news) expect(item.source).toMatch(/synthetic/);
  });

  it('has twenty stocks in at least six sectors, an index, fifteen years and minutes', () => {
    const stocks = market.instruments.filter((i) => i.kind === 'equity');
    expect(stocks).toHaveLength(20);
    expect(new Set(stocks.map((i) => i.sector)).size).toBeGreaterThanOrEqual(6);
    expect(market.instruments.find((i) => i.symbol === indexSymbol)).toMatchObject({ kind: 'index', tradable: false });
    expect(market.benchmark).toBe(indexSymbol);
    const sessions = sessionsBetween(usEquityCalendar, '2011-01-03', '2025-12-31');
    expect([...daily(indexSymbol).closeTime]).toEqual(sessions.map((s) => s.close));
    for (const symbol of minuteSymbols) {
      const minutes = market.series.find((s) => s.series.symbol === symbol && s.series.timeframe === '1m')?.series
        .columns;
      const last = sessions.slice(-5);
      expect(minutes?.close.length).toBe(last.reduce((n, s) => n + (s.close - s.open) / 60_000, 0));
    }
  });

  it('keeps every bar sound: in order, positive, high and low around open and close', () => {
    for (const { series } of market.series) {
      const c = series.columns;
      for (let i = 0; i < c.close.length; i++) {
        const [o, h, l, close] = [c.open[i], c.high[i], c.low[i], c.close[i]] as [number, number, number, number];
        if (!(l > 0 && l <= Math.min(o, close) && h >= Math.max(o, close))) expect.fail(`${series.symbol} ${i}`);
        if (i > 0 && (c.openTime[i] as number) < (c.closeTime[i - 1] as number))
          expect.fail(`${series.symbol} order ${i}`);
      }
    }
  });

  it('lets the minutes add up to the day', () => {
    const minutes = market.series.find((s) => s.series.symbol === 'QLMN' && s.series.timeframe === '1m')?.series
      .columns;
    const day = daily('QLMN');
    const last = day.close.length - 1;
    const from = (minutes?.close.length ?? 0) - 390;
    expect(minutes?.open[from]).toBe(day.open[last]);
    expect(minutes?.close.at(-1)).toBe(day.close[last]);
    expect(Math.max(...(minutes?.high.subarray(from) ?? []))).toBe(day.high[last]);
    expect(Math.min(...(minutes?.low.subarray(from) ?? []))).toBe(day.low[last]);
    expect(minutes?.volume.subarray(from).reduce((a, b) => a + b, 0)).toBe(day.volume[last]);
  });

  it('holds a delisting, a late listing, a halt, splits, dividends and a crash', () => {
    const all = daily(indexSymbol).close.length;
    expect(daily(delistedSymbol).close.length).toBeLessThan(all - 500);
    expect(market.instruments.find((i) => i.symbol === delistedSymbol)?.delistedAt).toBe(
      daily(delistedSymbol).closeTime.at(-1),
    );
    expect(dayOf(daily(lateSymbol).openTime[0] as number)).toBeGreaterThan(dayOf('2013-01-01'));
    expect(daily(haltedSymbol).close.length).toBe(all - 7);
    expect(market.notes.filter((n) => / split \d for 1 on /.test(n)).length).toBeGreaterThanOrEqual(3);
    expect(daily('WTRM').dividend.filter((d) => d > 0).length).toBeGreaterThan(50);
    const index = daily(indexSymbol).close;
    let worst = 0;
    for (let i = 10; i < all; i++) worst = Math.min(worst, (index[i] as number) / (index[i - 10] as number) - 1);
    expect(worst).toBeLessThan(-0.12);
  });

  it('has no jump where a split was adjusted', () => {
    for (const note of market.notes) {
      const match = /^(\w+) split \d for 1 on (\S+);/.exec(note);
      if (match === null) continue;
      const c = daily(match[1] as string);
      const i = c.openTime.findIndex((t) => dayOf(t) === dayOf(match[2] as string));
      expect(Math.abs(Math.log((c.close[i] as number) / (c.close[i - 1] as number)))).toBeLessThan(0.2);
    }
  });

  it('shows the facts of markets: fat tails, clustering volatility, stocks that move together', () => {
    const r = returnsOf(daily(indexSymbol).close);
    const m = mean(r);
    const variance = mean(r.map((x) => (x - m) ** 2));
    expect(mean(r.map((x) => (x - m) ** 4)) / variance ** 2).toBeGreaterThan(5);
    const sizes = r.map(Math.abs);
    expect(correlation(sizes.slice(5), sizes.slice(0, -5))).toBeGreaterThan(0.12);
    const [a, b] = [returnsOf(daily('QLMN').close), returnsOf(daily('BKHM').close)];
    expect(correlation(a, b)).toBeGreaterThan(0.15);
    expect(correlation(a, b)).toBeLessThan(0.8);
    const annual = m * 252;
    expect(annual).toBeGreaterThan(0.02);
    expect(annual).toBeLessThan(0.14);
  });

  it('plants memory: pulled stocks come back within days, drifting ones go on for weeks', () => {
    const index = daily(indexSymbol).close;
    const ratioOf = (symbol: string, days: number) => {
      // Variance ratio of the part beyond the index: below 1 returns, above 1 trends.
      const close = daily(symbol).close;
      const own = Array.from(close, (c, i) => Math.log(c) - Math.log(index[i] as number));
      const one = mean(own.slice(1).map((x, i) => (x - (own[i] as number)) ** 2));
      const many = mean(own.slice(days).map((x, i) => (x - (own[i] as number)) ** 2));
      return many / (days * one);
    };
    const of = (behaviour: string) =>
      companies.filter(
        (c) => c.behaviour === behaviour && ![delistedSymbol, lateSymbol, haltedSymbol].includes(c.symbol),
      );
    const pulled = mean(of('pull').map((c) => ratioOf(c.symbol, 15)));
    const drifting = mean(of('drift').map((c) => ratioOf(c.symbol, 40)));
    expect(pulled).toBeLessThan(0.9);
    expect(drifting).toBeGreaterThan(1.05);
  });

  it('dates macro values when they became known, never before their month is over', () => {
    const ids = market.macro.map((s) => s.id);
    expect(ids).toEqual(['inflation', 'policy-rate', 'unemployment', 'yield-slope']);
    for (const series of market.macro)
      for (const [i, o] of series.observations.entries())
        if (i > 0) expect(o.knownAt).toBeGreaterThan(series.observations[i - 1]?.knownAt ?? 0);
    expect(new Date(market.macro[2]?.observations[0]?.knownAt ?? 0).toISOString()).toBe('2011-02-05T13:30:00.000Z');
  });

  it('plants dirt only when asked, and the quality check finds it', () => {
    const dirty = generateSampleMarket({ dirt: true });
    const scoreOf = (batch: typeof market, symbol: string) =>
      batch.series.find((s) => s.series.symbol === symbol && s.series.timeframe === '1d')?.qualityScore ?? 0;
    const planted = dirty.notes.filter((n) => /planted/.test(n));
    expect(planted).toHaveLength(10);
    expect(market.notes.some((n) => /planted/.test(n))).toBe(false);
    for (const note of planted) {
      const symbol = note.split(':')[0] as string;
      expect(scoreOf(dirty, symbol), note).toBeLessThan(scoreOf(market, symbol));
    }
  });
});
