/** Whatever the strategy: money is conserved, the past does not know the future, and the same input gives the same bytes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backtestPortfolioLimits } from '../../../agents/engine/backtest/limits.ts';
import { runBacktest } from '../../../agents/engine/backtest/run.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import { canonicalJson } from '../../../shared/core/canonical.ts';
import { barColumnNames } from '../../../shared/domain/bar.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { datasetOf, makeColumns, smallMarket, specOf, testLimits } from '../../golden/small-market.ts';

const pairs: {
  entryLong: string | null;
  exitLong: string | null;
  entryShort: string | null;
  exitShort: string | null;
}[] = [
  {
    entryLong: 'cross_over(sma(close, 5), sma(close, 20))',
    exitLong: 'cross_under(sma(close, 5), sma(close, 20))',
    entryShort: null,
    exitShort: null,
  },
  {
    entryLong: 'rsi(close, 3) < 25',
    exitLong: 'rsi(close, 3) > 60',
    entryShort: 'rsi(close, 3) > 80',
    exitShort: 'rsi(close, 3) < 50',
  },
  {
    entryLong: 'close > donchian_upper(15)',
    exitLong: null,
    entryShort: 'close < donchian_lower(15)',
    exitShort: null,
  },
  { entryLong: 'day_of_week() == 1', exitLong: 'day_of_week() == 4', entryShort: null, exitShort: null },
];
const optional = (min: number, max: number) => fc.option(fc.integer({ min, max }), { nil: null });
const anySpec: fc.Arbitrary<StrategySpec> = fc
  .record({
    pair: fc.integer({ min: 0, max: pairs.length - 1 }),
    sizing: fc.oneof(
      fc.record({ kind: fc.constant('percent-of-equity' as const), percent: fc.integer({ min: 1, max: 150 }) }),
      fc.record({
        kind: fc.constant('atr-risk' as const),
        riskPercent: fc.integer({ min: 1, max: 5 }),
        atrMultiple: fc.integer({ min: 1, max: 4 }),
        atrLength: fc.integer({ min: 2, max: 30 }),
      }),
      fc.record({
        kind: fc.constant('volatility-target' as const),
        annualPercent: fc.integer({ min: 1, max: 60 }),
        lookback: fc.integer({ min: 5, max: 40 }),
        maxPercent: fc.integer({ min: 5, max: 150 }),
      }),
    ),
    protection: fc.record({
      stopLossPercent: optional(1, 15),
      stopLossAtr: optional(1, 4),
      takeProfitPercent: optional(1, 20),
      trailingStopPercent: optional(1, 15),
      timeExitBars: optional(1, 40),
    }),
    maxOpenPositions: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ pair, ...rest }) => specOf({ rules: pairs[pair] ?? {}, ...rest }));

const costs = { commissionBps: 3, commissionPerShare: 0.005, commissionMinimum: 1, slippageBps: 4 };
const go = (spec: StrategySpec, dataset: Dataset, intrabar: 'worst' | 'best' = 'worst', to?: number) =>
  runBacktest({
    spec,
    dataset,
    costs,
    capital: 100_000,
    limits: testLimits,
    gate: createGate({ limits: () => backtestPortfolioLimits(testLimits), latch: { level: () => 'armed' } }),
    intrabar,
    ...(to === undefined ? {} : { to }),
  });
const market = smallMarket(400);

describe('any strategy', () => {
  test('capital plus what closed and open round trips made is the final equity, to the cent', () => {
    fc.assert(
      fc.property(anySpec, fc.constantFrom('worst' as const, 'best' as const), (spec, intrabar) => {
        const result = go(spec, market, intrabar);
        const closed = result.trades.reduce((sum, t) => sum + t.pnl, 0);
        const open = result.openPositions.reduce((sum, p) => sum + p.unrealisedPnl, 0);
        const openCosts = result.costs.commission - result.trades.reduce((sum, t) => sum + t.fees, 0);
        // Dividends of positions that are still open are in cash and in no round trip.
        const paid = result.costs.dividends - dividendsOfClosed(result);
        expect(Math.abs(result.finalEquity - (100_000 + closed + open - openCosts + paid))).toBeLessThan(0.01);
        expect(Math.min(...result.drawdown)).toBeGreaterThanOrEqual(0);
        expect(result.times).toHaveLength(400);
      }),
      { numRuns: 40, seed: 11 },
    );
  });

  function dividendsOfClosed(result: ReturnType<typeof go>): number {
    return result.trades.reduce((sum, t) => {
      const sign = t.side === 'long' ? 1 : -1;
      return sum + t.pnl + t.fees - sign * t.quantity * (t.exitPrice - t.entryPrice);
    }, 0);
  }

  test('a cut or another future never changes what was done before', () => {
    fc.assert(
      fc.property(anySpec, fc.integer({ min: 30, max: 220 }), (spec, cut) => {
        const other: Record<string, ReturnType<typeof makeColumns>> = {};
        const short: Record<string, ReturnType<typeof makeColumns>> = {};
        for (const { symbol } of market.manifest.series) {
          const c = market.series(symbol, '1d')?.columns;
          if (!c) throw new Error('the series was listed');
          const replaced = makeColumns(`other ${symbol}`, c.close.length);
          const mixed = structuredClone(c) as ReturnType<typeof makeColumns>;
          for (const name of barColumnNames)
            if (name !== 'openTime' && name !== 'closeTime') mixed[name].set(replaced[name].subarray(cut), cut);
          other[symbol] = mixed;
          const head = {} as Record<string, Float64Array>;
          for (const name of barColumnNames) head[name] = c[name].slice(0, cut);
          short[symbol] = head as unknown as ReturnType<typeof makeColumns>;
        }
        const end = market.series('AAA', '1d')?.columns.closeTime[cut - 1] as number;
        // Listings that end are facts of the calendar, not of prices: keep them out of the comparison.
        const instruments = market.manifest.instruments.map((i) => ({ ...i, delistedAt: null }));
        const known = Object.fromEntries(Object.entries(short).filter(([symbol]) => symbol !== 'CCC'));
        const reference = go(spec, market, 'worst', end);
        const scrambled = go(spec, datasetOf(other, market.manifest.instruments), 'worst', end);
        expect(canonicalJson({ ...scrambled, datasetId: '' })).toBe(canonicalJson({ ...reference, datasetId: '' }));
        const without = { ...spec, symbols: spec.symbols.filter((s) => s !== 'CCC') };
        const truncated = go(without, datasetOf(known, instruments), 'worst');
        expect(canonicalJson(truncated)).toBe(canonicalJson(go(without, market, 'worst', end)));
      }),
      { numRuns: 15, seed: 12 },
    );
  });

  test('the same input gives the same bytes', () => {
    fc.assert(
      fc.property(anySpec, (spec) => {
        expect(canonicalJson(go(spec, market))).toBe(canonicalJson(go(spec, smallMarket(400))));
      }),
      { numRuns: 8, seed: 13 },
    );
  });
});
