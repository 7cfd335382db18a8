/** Fusion never looks ahead: cutting off or scrambling the future changes nothing at or before the cut. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fuse } from '../../../agents/data/fusion/fuse.ts';
import { generateSampleMarket } from '../../../agents/sources/sample-market/generate.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { type BarColumns, type BarSeries, barColumnNames } from '../../../shared/domain/bar.ts';

const market = generateSampleMarket();
/** A short market with a late listing and a delisting: 900 sessions, six symbols. */
const windowFrom = Date.parse('2021-01-04');
const windowTo = Date.parse('2024-08-01');
const slice = (series: BarSeries, from: number, to: number): BarSeries => {
  const a = series.columns.closeTime.findIndex((t) => t > from);
  const b = series.columns.closeTime.findIndex((t) => t > to);
  const columns = Object.fromEntries(barColumnNames.map((n) => [n, series.columns[n].slice(a, b < 0 ? undefined : b)]));
  return { ...series, columns: columns as unknown as BarColumns };
};
const series = market.series
  .filter(
    (s) => s.series.timeframe === '1d' && ['BKHM', 'DLGO', 'QLMN', 'SMKT', 'SLWN', 'WTRM'].includes(s.series.symbol),
  )
  .map((s) => slice(s.series, windowFrom, windowTo));
const news = market.news.filter((n) => n.publishedAt > windowFrom && n.publishedAt < windowTo);
const whole = fuse({ series, news, macro: market.macro });

/** Everything after a time is replaced by nonsense. */
function scrambled(cut: number, seed: number) {
  const random = createRandom(seed);
  const noisy = series.map((s) => {
    const columns = Object.fromEntries(barColumnNames.map((n) => [n, s.columns[n].slice()])) as unknown as BarColumns;
    for (let i = 0; i < columns.close.length; i++) {
      if ((columns.closeTime[i] as number) <= cut) continue;
      const price = 1 + 200 * random.next();
      columns.open[i] = columns.close[i] = price;
      columns.high[i] = price * 1.1;
      columns.low[i] = price * 0.9;
      columns.volume[i] = Math.floor(1e6 * random.next());
    }
    return { ...s, columns };
  });
  return {
    series: noisy,
    news: news.map((n) =>
      n.publishedAt <= cut ? n : { ...n, headline: random.pick(['record surge', 'fraud and bankruptcy', 'nothing']) },
    ),
    macro: market.macro.map((m) => ({
      ...m,
      observations: m.observations.map((o) => (o.knownAt <= cut ? o : { ...o, value: 50 * random.normal() })),
    })),
  };
}

const until = (fusion: typeof whole, cut: number) => {
  const steps = fusion.times.filter((t) => t <= cut).length;
  return Object.entries(fusion.symbols).map(([symbol, values]) => [symbol, values.slice(0, steps)]);
};

describe('fusion', () => {
  it('gives the same past whatever the future brings', () => {
    fc.assert(
      fc.property(fc.integer({ min: 80, max: whole.times.length - 2 }), fc.integer(), (at, seed) => {
        const cut = whole.times[at] as number;
        expect(until(fuse(scrambled(cut, seed)), cut)).toEqual(until(whole, cut));
      }),
      { numRuns: 12, seed: 1 },
    );
  });

  it('gives the same past and the same last signals when the future is cut off', () => {
    fc.assert(
      fc.property(fc.integer({ min: 80, max: whole.times.length - 2 }), (at) => {
        const cut = whole.times[at] as number;
        const short = fuse({
          series: series.map((s) => slice(s, windowFrom, cut)),
          news: news.filter((n) => n.publishedAt <= cut),
          macro: market.macro.map((m) => ({ ...m, observations: m.observations.filter((o) => o.knownAt <= cut) })),
        });
        expect(Object.entries(short.symbols)).toEqual(until(whole, cut));
        for (const s of short.signals) expect(s.score).toBe(whole.symbols[s.symbol]?.[at]);
      }),
      { numRuns: 8, seed: 2 },
    );
  });

  it('would be caught if it looked one bar ahead', () => {
    // The guard itself is tried: a series shifted by one bar must not pass for the true one.
    const cut = whole.times[400] as number;
    const leaking = series.map((s) => ({
      ...s,
      columns: { ...s.columns, close: Float64Array.from(s.columns.close, (c, i) => s.columns.close[i + 1] ?? c) },
    }));
    const noisy = scrambled(cut, 3);
    const leakingNoisy = noisy.series.map((s) => ({
      ...s,
      columns: { ...s.columns, close: Float64Array.from(s.columns.close, (c, i) => s.columns.close[i + 1] ?? c) },
    }));
    const a = until(fuse({ series: leaking, news, macro: market.macro }), cut);
    expect(until(fuse({ ...noisy, series: leakingNoisy }), cut)).not.toEqual(a);
  });
});
