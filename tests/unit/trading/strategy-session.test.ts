/** A live session bar by bar decides what the backtest's columns decide: history before it, every bar once, joins as of each close. */
import { describe, expect, it } from 'vitest';
import { alignHistories, type RegimeHistory, type SignalHistory } from '../../../agents/engine/backtest/histories.ts';
import { createRuleMarket } from '../../../agents/engine/backtest/rule-market.ts';
import { decide } from '../../../agents/engine/strategy-runner.ts';
import { createKnownNow } from '../../../agents/execution/d3-execution/known-now.ts';
import { createStrategySession } from '../../../agents/execution/d3-execution/strategy-session.ts';
import type { OrderDeskPort } from '../../../agents/kernel/order-ports.ts';
import { type Bar, barAt } from '../../../shared/domain/bar.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { type StrategySpec, strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { smallMarket, specOf, testLimits } from '../../golden/small-market.ts';
import { standing } from '../engine/orders/desk-fixture.ts';

const market = smallMarket(420);
const times = [...(market.series('AAA', '1d')?.columns.closeTime ?? [])];
const symbols = ['AAA', 'BBB', 'CCC', 'DDD', 'IDX'];
const regime: RegimeHistory = {
  times: times.slice(5),
  labels: times.slice(5).map((_, i) => (['bull', 'bear', 'sideways'] as const)[Math.floor(i / 30) % 3] ?? 'bull'),
  volatility: times.slice(5).map((_, i) => (i % 50 < 30 ? 'normal' : 'high')),
};
const signal: SignalHistory = {
  times: times.map((t) => t + 3_600_000),
  symbols: { AAA: times.map((_, i) => (i % 9 === 0 ? null : Math.sin(i / 8))), BBB: times.map((_, i) => Math.cos(i)) },
};
/** A book that holds nothing and orders nothing: every entry is decided anew. */
const orders = {
  positions: () => [],
  openOrders: () => [],
  strategyBook: () => ({ equity: 100_000, grossExposure: 0 }),
} as unknown as OrderDeskPort;

const specs: Record<string, StrategySpec> = {
  'own bars': specOf({
    rules: { entryLong: 'rsi(close, 5) < 40 and signal() > 0', entryShort: 'rsi(close, 5) > 60' },
    regimeFilter: 'regime() != "bear"',
    protection: { stopLossAtr: 2 },
  }),
  'everything else': strategySpecSchema.parse({
    ...specOf({
      rules: {
        entryLong: 'rank(roc(close, 10)) <= 2 and on("1w", close > sma(close, 3)) and other("IDX", roc(close, 5)) > -2',
      },
    }),
    schema: 2,
    sizing: { kind: 'kelly', fraction: 0.5, lookback: 40, maxPercent: 30 },
    schedule: { every: 'week', on: 'last', exits: 'any-bar' },
  }),
};

function open(spec: StrategySpec) {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) throw new Error(compiled.error.message);
  const deployment = { ...standing, limits: testLimits };
  const session = createStrategySession({
    deployment,
    compiled: compiled.value,
    dataset: market,
    regime,
    signal,
    orders,
  });
  return { compiled: compiled.value, session };
}
const barsAt = (time: number): Bar[] =>
  symbols.flatMap((symbol) => {
    const series = market.series(symbol, '1d');
    const row = series?.columns.closeTime.indexOf(time) ?? -1;
    return series && row >= 0 ? [barAt(series, row)] : [];
  });

describe.each(Object.entries(specs))('a session on %s', (_name, spec) => {
  it('decides on every bar what the columns say', async () => {
    const { compiled, session } = open(spec);
    const ruleMarket = createRuleMarket(market, '1d', regime, signal);
    await session.warmUp(times[200] as number);
    let decided = 0;
    for (const time of times.slice(200)) {
      const asked = barsAt(time).flatMap((bar) => {
        const series = ruleMarket.series(bar.symbol);
        if (!series || !spec.symbols.includes(bar.symbol)) return [];
        const instrument = market.manifest.instruments.find((i) => i.symbol === bar.symbol);
        const index = series.columns.closeTime.indexOf(time);
        const tradable =
          instrument?.tradable === true && (instrument.delistedAt === null || time < instrument.delistedAt);
        const plain = { lotSize: 1, tickSize: 0.01, quantity: 0, barsHeld: 0, entryPending: false, exitPending: false };
        const signals = compiled.signals({ ...series, symbol: bar.symbol, market: ruleMarket });
        return [{ symbol: bar.symbol, index, signals, close: bar.close, tradable, ...plain }];
      });
      const state = { time, equity: 100_000, grossExposure: 0, openPositions: 0, limits: testLimits };
      const expected = decide(asked, state, spec);
      expect(session.decide(barsAt(time), time)).toEqual(expected);
      decided += expected.length;
    }
    expect(decided).toBeGreaterThan(10);
  });
});

it('takes only what closed before the session, and every bar once', async () => {
  const { session } = open(specs['own bars'] as StrategySpec);
  const other = open(specs['own bars'] as StrategySpec).session;
  const first = times[200] as number;
  await session.warmUp(first);
  await other.warmUp(first);
  const second = times[201] as number;
  const once = [session.decide(barsAt(first), first), session.decide(barsAt(second), second)];
  expect([other.decide(barsAt(first), first), other.decide([...barsAt(first), ...barsAt(second)], second)]).toEqual(
    once,
  );
  expect(session.decide(barsAt(second), second)).toEqual([]);
  expect(session.decide(barsAt(times[150] as number), second)).toEqual([]);
});

it('knows regime and signal as the joined histories do', () => {
  const known = createKnownNow(regime, signal);
  const closes = Float64Array.from(times);
  const joined = ['AAA', 'BBB', 'DDD'].map((symbol) => alignHistories(symbol, closes, regime, signal));
  for (const [i, time] of times.entries())
    for (const [k, symbol] of ['AAA', 'BBB', 'DDD'].entries()) {
      const now = known(symbol, time);
      expect(now.regime.label).toBe(joined[k]?.regime?.label[i]);
      expect(now.regime.volatility).toBe(joined[k]?.regime?.volatility[i]);
      expect(now.signal).toBe(joined[k]?.signal?.[i] ?? Number.NaN);
    }
  expect(createKnownNow(undefined, undefined)('AAA', 1)).toEqual({
    regime: { label: 255, volatility: 255 },
    signal: Number.NaN,
  });
});
