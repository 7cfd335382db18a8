/** A small invented dataset for agent tests: a market that turns, symbols that trend or revert, and an index. */
import type { Dataset } from '../../agents/kernel/ports.ts';
import { createRandom } from '../../shared/core/random.ts';
import { dayMs } from '../../shared/core/time.ts';
import type { BarColumns, BarSeries } from '../../shared/domain/bar.ts';
import type { DatasetManifest, MacroSeries } from '../../shared/domain/dataset.ts';

export const smallMarketId = 'ds-00000000000000aa';
const first = Date.UTC(2015, 0, 5, 21);

function columnsOf(close: readonly number[], random: ReturnType<typeof createRandom>): BarColumns {
  const n = close.length;
  const column = (fill: (i: number) => number): Float64Array => Float64Array.from({ length: n }, (_, i) => fill(i));
  const open = column((i) =>
    i === 0 ? (close[0] as number) : (close[i - 1] as number) * (1 + 0.001 * random.normal()),
  );
  const high = column((i) => Math.max(open[i] as number, close[i] as number) * (1 + 0.004 * random.next()));
  const low = column((i) => Math.min(open[i] as number, close[i] as number) * (1 - 0.004 * random.next()));
  return {
    openTime: column((i) => first + i * dayMs - 6.5 * 3_600_000),
    closeTime: column((i) => first + i * dayMs),
    open,
    high,
    low,
    close: Float64Array.from(close),
    volume: column(() => Math.round(1e5 * (1 + random.next()))),
    dividend: column(() => 0),
  };
}

/** @param bars days; the market rises for 200, falls for 100 and idles for 100, in turn. */
export function smallMarket(options: { bars?: number; symbols?: number; seed?: number } = {}): Dataset {
  const { bars = 700, symbols = 6, seed = 1 } = options;
  const random = createRandom(`small-market/${seed}`);
  const market = Array.from({ length: bars }, (_, i) => {
    const phase = i % 400;
    const drift = phase < 200 ? 0.0015 : phase < 300 ? -0.003 : 0;
    return drift + (phase >= 200 && phase < 300 ? 0.014 : 0.006) * random.normal();
  });
  const walk = (beta: number, pull: number): number[] => {
    let common = 0;
    let own = 0;
    return market.map((m) => {
      common += beta * m;
      own = own * pull + 0.01 * random.normal();
      return 50 * Math.exp(common + own);
    });
  };
  const series: BarSeries[] = [];
  const names = Array.from({ length: symbols }, (_, k) => `S${String.fromCharCode(65 + k)}`);
  names.forEach((symbol, k) => {
    series.push({
      symbol,
      timeframe: '1d',
      columns: columnsOf(walk(0.6 + 0.1 * k, k % 2 === 0 ? 0.9 : 0.995), random),
    });
  });
  series.push({ symbol: 'INDEX', timeframe: '1d', columns: columnsOf(walk(1, 0), random) });
  const macro: MacroSeries[] = [
    {
      id: 'yield-slope',
      name: 'Yield slope',
      unit: '%',
      observations: Array.from({ length: Math.floor(bars / 5) }, (_, k) => ({
        knownAt: first + 5 * k * dayMs,
        value: 1.5 + Math.sin(k / 15),
      })),
    },
  ];
  const manifest: DatasetManifest = {
    id: smallMarketId,
    name: 'Small market (invented)',
    synthetic: true,
    source: 'test',
    benchmark: 'INDEX',
    instruments: [...names, 'INDEX'].map((symbol, k) => ({
      symbol,
      name: symbol,
      kind: symbol === 'INDEX' ? ('index' as const) : ('equity' as const),
      sector: k % 2 === 0 ? 'Technology' : 'Finance',
      currency: 'USD',
      tickSize: 0.01,
      lotSize: 1,
      tradable: symbol !== 'INDEX',
      delistedAt: null,
    })),
    series: series.map(({ symbol, timeframe, columns }) => ({
      symbol,
      timeframe,
      bars: columns.close.length,
      from: columns.openTime[0] as number,
      to: columns.closeTime[columns.closeTime.length - 1] as number,
      hash: '0'.repeat(64),
      qualityScore: 1,
      issues: [],
    })),
    newsCount: 0,
    macro: [],
  };
  return {
    manifest,
    macro,
    news: [],
    series: (symbol, timeframe) => series.find((s) => s.symbol === symbol && s.timeframe === timeframe),
  };
}
