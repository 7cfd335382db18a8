/** The backtest on hand-made bars: when it fills, at what price, what it costs, and what it refuses. */
import { describe, expect, test } from 'vitest';
import { backtestPortfolioLimits } from '../../../agents/engine/backtest/limits.ts';
import { performanceOf } from '../../../agents/engine/backtest/performance.ts';
import { type BacktestInput, runBacktest } from '../../../agents/engine/backtest/run.ts';
import { backtestResultSchema } from '../../../agents/engine/backtest/types.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import { decimalToNumber } from '../../../shared/core/decimal.ts';
import type { BarColumns } from '../../../shared/domain/bar.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { datasetOf, instrumentOf, smallMarket, specOf, testLimits } from '../../golden/small-market.ts';

const day = 86_400_000;
type Row = [open: number, high: number, low: number, close: number, dividend?: number];
const columns = (rows: Row[]): BarColumns => {
  const take = (pick: (row: Row, i: number) => number) => Float64Array.from(rows, pick);
  return {
    openTime: take((_, i) => (i + 4) * day + 50_000_000),
    closeTime: take((_, i) => (i + 4) * day + 73_000_000),
    open: take((r) => r[0]),
    high: take((r) => r[1]),
    low: take((r) => r[2]),
    close: take((r) => r[3]),
    volume: take(() => 1e6),
    dividend: take((r) => r[4] ?? 0),
  };
};
const closeTime = (i: number): number => (i + 4) * day + 73_000_000;
const openTime = (i: number): number => (i + 4) * day + 50_000_000;
const free = { commissionBps: 0, commissionPerShare: 0, commissionMinimum: 0, slippageBps: 0 };
const openGate = () =>
  createGate({ limits: () => backtestPortfolioLimits(testLimits), latch: { level: () => 'armed' as const } });

const run = (spec: StrategySpec, rows: Row[], more: Partial<BacktestInput> = {}) =>
  runBacktest({
    spec,
    dataset: datasetOf({ AAA: columns(rows) }, [instrumentOf('AAA')]),
    costs: free,
    capital: 10_000,
    limits: { ...testLimits, capital: 10_000 },
    gate: openGate(),
    intrabar: 'worst',
    ...more,
  });
const one = (rules: Partial<StrategySpec['rules']>, more: Partial<Parameters<typeof specOf>[0]> = {}) =>
  specOf({ rules, symbols: ['AAA'], sizing: { kind: 'percent-of-equity', percent: 50 }, ...more });

describe('a flip', () => {
  test('at the whole size of the account fills both orders at the same open', () => {
    const rows: Row[] = [
      [100, 101, 99, 100],
      [100, 106, 99, 105],
      [105, 106, 104, 105],
      [105, 106, 94, 95],
      [95, 96, 94, 95],
      [95, 96, 94, 95],
    ];
    const whole = { sizing: { kind: 'percent-of-equity', percent: 100 } } as const;
    const result = run(one({ entryLong: 'close > 104', entryShort: 'close < 97' }, whole), rows, {
      limits: { ...testLimits, capital: 10_000, maxGrossLeverage: 1 },
    });
    expect(result.trades.map((t) => [t.side, t.exitPrice])).toEqual([['long', 95]]);
    expect(result.refused).toEqual([]);
    expect(result.openPositions.map((p) => [p.quantity, p.averagePrice])).toEqual([[-95, 95]]);
  });
});

describe('fills', () => {
  const rows: Row[] = [
    [100, 101, 99, 100],
    [100, 106, 99, 105],
    [107, 110, 104, 109],
    [108, 109, 95, 96],
    [94, 97, 93, 95],
    [95, 96, 94, 95],
  ];
  test('decided at the close, filled at the next open, never on the bar itself', () => {
    const result = run(one({ entryLong: 'close > 104', exitLong: 'close < 97' }), rows);
    expect(result.trades).toEqual([
      {
        symbol: 'AAA',
        side: 'long',
        quantity: 47,
        entryTime: openTime(2),
        entryPrice: 107,
        exitTime: openTime(4),
        exitPrice: 94,
        exitReason: 'exit',
        fees: 0,
        pnl: 47 * -13,
        barsHeld: 2,
      },
    ]);
    expect(result.finalEquity).toBe(10_000 - 47 * 13);
    expect(result.equity).toEqual([
      10_000,
      10_000,
      10_000 + 47 * 2,
      10_000 - 47 * 11,
      10_000 - 47 * 13,
      10_000 - 47 * 13,
    ]);
    expect(backtestResultSchema.parse(result)).toEqual(result);
  });
  test('costs are charged on both sides', () => {
    const result = run(one({ entryLong: 'close > 104', exitLong: 'close < 97' }), rows, {
      costs: { commissionBps: 10, commissionPerShare: 0.01, commissionMinimum: 0, slippageBps: 100 },
    });
    const entry = 107 * 1.01;
    const exit = 94 * 0.99;
    const fees = (entry + exit) * 47 * 0.001 + 2 * 47 * 0.01;
    expect(result.trades[0]?.entryPrice).toBeCloseTo(entry, 9);
    expect(result.trades[0]?.exitPrice).toBeCloseTo(exit, 9);
    expect(result.costs.commission).toBeCloseTo(fees, 3);
    expect(result.costs.slippage).toBeCloseTo(47 * (1.07 + 0.94), 3);
    expect(result.finalEquity).toBeCloseTo(10_000 + 47 * (exit - entry) - fees, 3);
  });
  test('the stop is measured from the reference price and is live on the entry bar', () => {
    const gap: Row[] = [
      [100, 101, 99, 100],
      [101, 104, 91, 103],
      [103, 104, 102, 103],
    ];
    const spec = one({ entryLong: 'close == 100' }, { protection: { stopLossPercent: 8, takeProfitPercent: 3 } });
    const worst = run(spec, gap);
    expect(worst.trades[0]).toMatchObject({ entryPrice: 101, exitPrice: 92, exitReason: 'stop-loss', barsHeld: 0 });
    const best = run(spec, gap, { intrabar: 'best' });
    expect(best.trades[0]).toMatchObject({ entryPrice: 101, exitPrice: 103, exitReason: 'take-profit' });
    expect(best.finalEquity).toBeGreaterThan(worst.finalEquity);
  });
  test('a time exit leaves at the open after the last bar it may hold', () => {
    const flat: Row[] = Array.from({ length: 8 }, (_, i): Row => [100 + i, 101 + i, 99 + i, 100 + i]);
    const result = run(one({ entryLong: 'close == 100' }, { protection: { timeExitBars: 3 } }), flat);
    expect(result.trades[0]).toMatchObject({ entryPrice: 101, exitPrice: 104, exitReason: 'time-exit', barsHeld: 3 });
  });
  test('a flip closes and reverses at one open', () => {
    const result = run(one({ entryLong: 'close > 104', entryShort: 'close < 97' }), rows);
    expect(result.trades[0]).toMatchObject({ side: 'long', exitTime: openTime(4), exitPrice: 94 });
    expect(result.openPositions[0]).toMatchObject({ symbol: 'AAA', entryTime: openTime(4), averagePrice: 94 });
    expect(result.openPositions[0]?.quantity).toBeLessThan(0);
    expect(result.refusedOrders).toBe(0);
  });
  test('longs receive dividends and shorts pay them, on what was held before the ex-date', () => {
    const paying: Row[] = [
      [100, 100, 100, 100],
      [100, 100, 100, 100, 5],
      [100, 100, 100, 100, 1],
      [100, 100, 100, 100],
    ];
    expect(run(one({ entryLong: 'close == 100' }), paying).finalEquity).toBe(10_050);
    expect(run(one({ entryShort: 'close == 100' }), paying).finalEquity).toBe(9_950);
  });
  test('nothing is traded before the warm-up, outside the window, or in what cannot be traded', () => {
    expect(run(one({ entryLong: 'sma(close, 7) > 0' }), rows).orders).toBe(0);
    expect(run(one({ entryLong: 'close > 104' }), rows, { from: closeTime(3) }).orders).toBe(0);
    const window = run(one({ entryLong: 'close > 104' }), rows, { from: closeTime(1), to: closeTime(2) });
    expect(window.times).toEqual([closeTime(1), closeTime(2)]);
    expect(window.openPositions).toHaveLength(1);
    const index = datasetOf({ AAA: columns(rows) }, [instrumentOf('AAA', { tradable: false })]);
    expect(run(one({ entryLong: 'close > 104' }), rows, { dataset: index }).orders).toBe(0);
  });
});

describe('limits and refusals', () => {
  test('every order passes the gate, and what it refuses is listed and not traded', () => {
    const seen: OrderIntent[] = [];
    const result = runBacktest({
      spec: specOf({
        rules: { entryLong: 'close > sma(close, 20)', exitLong: 'close < sma(close, 20)' },
        protection: { stopLossPercent: 5 },
      }),
      dataset: smallMarket(300),
      costs: free,
      capital: 100_000,
      limits: testLimits,
      intrabar: 'worst',
      gate: {
        check(intent) {
          seen.push(intent);
          return intent.symbol === 'BBB'
            ? { approved: false, check: 'no-bbb', reason: 'not this one' }
            : { approved: true };
        },
      },
    });
    expect(seen).toHaveLength(result.orders);
    expect(new Set(seen.map((i) => i.clientOrderId)).size).toBe(seen.length);
    expect(result.refusedOrders).toBeGreaterThan(0);
    expect(result.refused.every((r) => r.check === 'no-bbb' && r.symbol === 'BBB')).toBe(true);
    expect(result.trades.some((t) => t.symbol === 'BBB')).toBe(false);
    expect(result.trades.length).toBeGreaterThan(5);
    for (const intent of seen) {
      expect(decimalToNumber(intent.quantity) % 1).toBe(0);
      if (intent.stopPrice) expect(intent.stopPrice).toMatch(/^\d+(\.\d{1,2})?$/);
    }
  });
  test('an entry whose protective stop is refused is not entered', () => {
    const result = run(
      one({ entryLong: 'close > 0' }, { protection: { stopLossPercent: 5 } }),
      [
        [100, 100, 100, 100],
        [100, 100, 100, 100],
        [100, 100, 100, 100],
      ],
      {
        gate: {
          check: (intent) =>
            intent.purpose === 'stop-loss' ? { approved: false, check: 'x', reason: 'no' } : { approved: true },
        },
      },
    );
    expect(result.fills).toBe(0);
    expect(result.refusedOrders).toBe(3);
  });
  test('gross exposure stays within the leverage and positions within their count', () => {
    const result = runBacktest({
      spec: specOf({
        rules: { entryLong: 'close > 0' },
        sizing: { kind: 'percent-of-equity', percent: 80 },
        maxOpenPositions: 3,
      }),
      dataset: smallMarket(300),
      costs: { ...free, slippageBps: 5 },
      capital: 100_000,
      limits: { ...testLimits, maxGrossLeverage: 1.5 },
      gate: openGate(),
      intrabar: 'worst',
    });
    // A fall of the market lifts leverage after the fact; entries alone never do.
    expect(Math.max(...result.exposure.slice(0, 5))).toBeLessThanOrEqual(1.51);
    expect(result.openPositions.length + result.trades.length).toBeGreaterThan(0);
    expect(result.openPositions.length).toBeLessThanOrEqual(3);
  });
  test('a listing that ends closes its position and says so', () => {
    const result = runBacktest({
      spec: specOf({ rules: { entryLong: 'close > 0' } }),
      dataset: smallMarket(300),
      costs: free,
      capital: 100_000,
      limits: testLimits,
      gate: openGate(),
      intrabar: 'worst',
    });
    const ended = result.trades.filter((t) => t.symbol === 'CCC');
    expect(ended).toHaveLength(1);
    expect(ended[0]?.exitReason).toBe('delisted: closed at the last price');
    expect(result.openPositions.map((p) => p.symbol)).not.toContain('CCC');
  });
  test('symbols without bars are named', () => {
    const result = runBacktest({
      spec: specOf({ rules: { entryLong: 'close > 0' }, symbols: ['AAA', 'ZZZ'] }),
      dataset: smallMarket(50),
      costs: free,
      capital: 100_000,
      limits: testLimits,
      gate: openGate(),
      intrabar: 'worst',
    });
    expect(result.missingSymbols).toEqual(['ZZZ']);
  });
});

describe('performance by window', () => {
  const result = runBacktest({
    spec: specOf({
      rules: { entryLong: 'cross_over(close, sma(close, 20))', exitLong: 'cross_under(close, sma(close, 20))' },
    }),
    dataset: smallMarket(600),
    costs: { ...free, commissionBps: 5 },
    capital: 100_000,
    limits: testLimits,
    gate: openGate(),
    intrabar: 'worst',
  });
  test('two windows multiply to the whole', () => {
    const middle = result.times[400] as number;
    const whole = performanceOf(result);
    const first = performanceOf(result, { to: middle });
    const second = performanceOf(result, { from: middle + 1 });
    expect(first.bars + second.bars).toBe(whole.bars);
    expect(first.trades + second.trades).toBe(whole.trades);
    expect((1 + (first.totalReturn ?? 0)) * (1 + (second.totalReturn ?? 0))).toBeCloseTo(
      1 + (whole.totalReturn ?? 0),
      10,
    );
    expect(first.costs + second.costs).toBeCloseTo(whole.costs, 6);
  });
  test('an empty window is undefined, never infinite', () => {
    const none = performanceOf(result, { from: 1, to: 2 });
    expect(none.bars).toBe(0);
    expect(none.sharpe).toBeNull();
    expect(none.totalReturn).toBeNull();
  });
});
