/** The float portfolio: average price, flips, dividends, fees and round trips, to the cent. */
import { describe, expect, test } from 'vitest';
import { createPortfolio, type PortfolioFill } from '../../../agents/engine/portfolio/portfolio.ts';

const fill = (
  side: 'buy' | 'sell',
  quantity: number,
  price: number,
  more: Partial<PortfolioFill> = {},
): PortfolioFill => ({
  symbol: 'AAA',
  side,
  quantity,
  price,
  referencePrice: price,
  fee: 0,
  time: 1,
  bar: 1,
  reason: 'exit',
  ...more,
});

describe('round trips', () => {
  test('two buys and two sells make one, at average prices', () => {
    const p = createPortfolio(1000);
    expect(p.apply(fill('buy', 2, 100, { fee: 1 }))).toBeUndefined();
    expect(p.apply(fill('buy', 2, 110, { fee: 1 }))).toBeUndefined();
    expect(p.position('AAA')).toMatchObject({ quantity: 4, averagePrice: 105 });
    expect(p.apply(fill('sell', 1, 120, { fee: 0.5, bar: 3 }))).toBeUndefined();
    expect(p.apply(fill('sell', 3, 100, { fee: 0.5, bar: 5, time: 9 }))).toEqual({
      symbol: 'AAA',
      side: 'long',
      quantity: 4,
      entryTime: 1,
      entryPrice: 105,
      exitTime: 9,
      exitPrice: 105,
      exitReason: 'exit',
      fees: 3,
      pnl: -3,
      barsHeld: 4,
    });
    expect(p.equity()).toBe(997);
    expect(p.count()).toBe(0);
  });
  test('a fill through zero closes one and opens the other', () => {
    const p = createPortfolio(1000);
    p.apply(fill('sell', 5, 100, { fee: 1 }));
    expect(p.cash()).toBe(1499);
    const closed = p.apply(fill('buy', 8, 90, { fee: 1.6 }));
    expect(closed).toMatchObject({ side: 'short', quantity: 5, pnl: 50 - 1 - 1, fees: 2 });
    expect(p.position('AAA')).toMatchObject({ quantity: 3, averagePrice: 90 });
    expect(p.equity()).toBeCloseTo(1000 + 50 - 2.6, 10);
  });
  test('longs receive dividends, shorts pay, others are left alone', () => {
    const p = createPortfolio(1000);
    p.apply(fill('buy', 10, 20));
    p.apply(fill('sell', 5, 40, { symbol: 'BBB' }));
    p.payDividend('AAA', 0.5);
    p.payDividend('BBB', 0.2);
    p.payDividend('CCC', 9);
    expect(p.totals().dividends).toBeCloseTo(4, 12);
    expect(p.apply(fill('sell', 10, 20))?.pnl).toBe(5);
    expect(p.equity()).toBeCloseTo(1004, 12);
  });
  test('marks move equity and exposure, slippage is added up', () => {
    const p = createPortfolio(1000);
    p.apply(fill('buy', 4, 101, { referencePrice: 100 }));
    p.mark('AAA', 110);
    p.mark('ZZZ', 5);
    expect(p.equity()).toBe(1000 - 404 + 440);
    expect(p.grossExposure()).toBe(440);
    expect(p.totals()).toMatchObject({ slippage: 4, tradedNotional: 404 });
  });
  test('capital must be positive', () => expect(() => createPortfolio(0)).toThrow(/capital/));
});
