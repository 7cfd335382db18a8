/** A small seeded market for engine tests: deterministic bars with gaps, trends, dividends, a short listing and no volume on one. */

import type { z } from 'zod';
import type { Dataset } from '../../agents/kernel/ports.ts';
import { createRandom } from '../../shared/core/random.ts';
import type { BarColumns, BarSeries } from '../../shared/domain/bar.ts';
import type { Instrument } from '../../shared/domain/instrument.ts';
import { type parameterSchema, type StrategySpec, strategySpecSchema } from '../../shared/strategy/spec.ts';

const day = 86_400_000;
const start = Date.UTC(2015, 0, 5);

/** Weekday bars, 14:30 to 21:00 UTC. */
export function makeColumns(
  seed: string,
  length: number,
  options: { volume?: number; dividends?: boolean } = {},
): BarColumns {
  const random = createRandom(`small-market/${seed}`);
  const make = () => new Float64Array(length);
  const c = {
    openTime: make(),
    closeTime: make(),
    open: make(),
    high: make(),
    low: make(),
    close: make(),
    volume: make(),
    dividend: make(),
  };
  let price = 40 + 40 * random.next();
  for (let i = 0; i < length; i++) {
    const date = start + (Math.floor(i / 5) * 7 + (i % 5)) * day;
    c.openTime[i] = date + 14.5 * 3_600_000;
    c.closeTime[i] = date + 21 * 3_600_000;
    const drift = 0.0004 + 0.0015 * Math.sin(i / 60);
    const open = price * Math.exp(0.006 * random.normal());
    price = open * Math.exp(drift + 0.014 * random.normal());
    const round = (value: number) => Math.round(value * 100) / 100;
    c.open[i] = round(open);
    c.close[i] = round(price);
    c.high[i] = round(Math.max(open, price) * (1 + 0.006 * random.next()));
    c.low[i] = round(Math.min(open, price) * (1 - 0.006 * random.next()));
    c.volume[i] = options.volume ?? Math.floor(2e5 * (0.5 + random.next()));
    c.dividend[i] = options.dividends !== false && i % 63 === 40 ? 0.25 : 0;
  }
  return c;
}

export const instrumentOf = (symbol: string, more: Partial<Instrument> = {}): Instrument => ({
  symbol,
  name: symbol,
  kind: 'equity',
  sector: 'Tools',
  currency: 'USD',
  tickSize: 0.01,
  lotSize: 1,
  tradable: true,
  delistedAt: null,
  ...more,
});

/** A dataset over given columns. */
export function datasetOf(
  columns: Record<string, BarColumns>,
  instruments: readonly Instrument[],
  benchmark: string | null = null,
): Dataset {
  const series = new Map<string, BarSeries>(
    Object.entries(columns).map(([symbol, c]) => [symbol, { symbol, timeframe: '1d', columns: c }]),
  );
  return {
    manifest: {
      id: 'ds-00000000000000aa',
      name: 'small market',
      synthetic: true,
      source: 'test',
      benchmark,
      instruments: [...instruments],
      series: [...series.values()].map((s) => ({
        symbol: s.symbol,
        timeframe: '1d',
        bars: s.columns.close.length,
        from: s.columns.openTime[0] ?? 0,
        to: s.columns.closeTime[s.columns.close.length - 1] ?? 0,
        hash: '0'.repeat(64),
        qualityScore: 1,
        issues: [],
      })),
      newsCount: 0,
      macro: [],
    },
    series: (symbol, timeframe) => (timeframe === '1d' ? series.get(symbol) : undefined),
    news: [],
    macro: [],
  };
}

/** Four shares and an index over about four years; CCC is delisted, DDD has no volume. */
export function smallMarket(length = 1000): Dataset {
  const short = Math.floor(length * 0.6);
  const columns = {
    AAA: makeColumns('AAA', length),
    BBB: makeColumns('BBB', length),
    CCC: makeColumns('CCC', short),
    DDD: makeColumns('DDD', length, { volume: 0 }),
    IDX: makeColumns('IDX', length, { dividends: false }),
  };
  return datasetOf(
    columns,
    [
      instrumentOf('AAA'),
      instrumentOf('BBB', { sector: 'Power' }),
      instrumentOf('CCC', { delistedAt: columns.CCC.closeTime[short - 1] ?? null }),
      instrumentOf('DDD', { sector: 'Unknown' }),
      instrumentOf('IDX', { kind: 'index', tradable: false }),
    ],
    'IDX',
  );
}

const parameter = (value: number): z.infer<typeof parameterSchema> => ({ value, min: 1, max: 500, step: 1 });

/** A spec around the rules that matter to a test; checked by the schema. */
export function specOf(more: {
  rules: Partial<StrategySpec['rules']>;
  parameters?: Record<string, number>;
  symbols?: string[];
  regimeFilter?: string;
  sizing?: StrategySpec['sizing'];
  protection?: Partial<StrategySpec['protection']>;
  maxOpenPositions?: number;
}): StrategySpec {
  return strategySpecSchema.parse({
    schema: 1,
    name: 'a test strategy',
    family: 'trend',
    thesis: 'prices that move go on moving',
    falsifier: 'they turn around more often than not',
    symbols: more.symbols ?? ['AAA', 'BBB', 'CCC', 'DDD'],
    timeframe: '1d',
    parameters: Object.fromEntries(
      Object.entries(more.parameters ?? {}).map(([name, value]) => [name, parameter(value)]),
    ),
    rules: { entryLong: null, exitLong: null, entryShort: null, exitShort: null, ...more.rules },
    regimeFilter: more.regimeFilter ?? null,
    sizing: more.sizing ?? { kind: 'percent-of-equity', percent: 20 },
    protection: {
      stopLossPercent: null,
      stopLossAtr: null,
      takeProfitPercent: null,
      trailingStopPercent: null,
      timeExitBars: null,
      atrLength: 14,
      ...more.protection,
    },
    maxOpenPositions: more.maxOpenPositions ?? 4,
  });
}

export const testLimits = {
  capital: 100_000,
  maxPositionShare: 1,
  maxGrossLeverage: 2,
  maxDailyLossShare: 0.5,
  maxDrawdownShare: 0.9,
};
