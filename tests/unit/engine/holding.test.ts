/** The comparison with holding: a fixed share of the basket adds nothing, independent profit adds its own ratio. */
import { describe, expect, it } from 'vitest';
import { compareWithHolding } from '../../../agents/engine/backtest/holding.ts';
import type { BacktestResult } from '../../../agents/engine/backtest/types.ts';
import { createRandom } from '../../../shared/core/random.ts';
import type { BarSeries } from '../../../shared/domain/bar.ts';

const day = 86_400_000;
const bars = 2000;

function walk(symbol: string, drift: number): BarSeries {
  const random = createRandom(symbol);
  const close = new Float64Array(bars);
  let price = 50;
  for (let i = 0; i < bars; i++) {
    price *= Math.exp(drift + 0.01 * random.normal());
    close[i] = price;
  }
  const time = Float64Array.from(close, (_, i) => i * day);
  const none = new Float64Array(bars);
  return {
    symbol,
    timeframe: '1d',
    columns: {
      openTime: time,
      closeTime: time,
      open: close,
      high: close,
      low: close,
      close,
      volume: none,
      dividend: none,
    },
  };
}
const resultOf = (equity: number[]): BacktestResult =>
  ({ times: equity.map((_, i) => i * day), equity, capital: equity[0], timeframe: '1d' }) as unknown as BacktestResult;

/** Equity that earns `share` of the basket's return and an independent one on top. */
function equityOf(series: readonly BarSeries[], share: number, edge: number): number[] {
  const random = createRandom('edge');
  const basket = Array.from({ length: bars }, (_, i) =>
    series.reduce((sum, s) => sum + (s.columns.close[i] as number) / (s.columns.close[0] as number), 0),
  );
  const equity = [100_000];
  for (let i = 1; i < bars; i++) {
    const market = (basket[i] as number) / (basket[i - 1] as number) - 1;
    equity.push((equity[i - 1] as number) * (1 + share * market + (edge === 0 ? 0 : edge + 0.005 * random.normal())));
  }
  return equity;
}

describe('compareWithHolding', () => {
  const series = ['AAA', 'BBB', 'CCC'].map((symbol) => walk(symbol, 0.0006));

  it('finds nothing added by a constant part of the basket, however much the market rose', () => {
    const holding = compareWithHolding(resultOf(equityOf(series, 0.5, 0)), series);
    expect(holding.sharpe).toBeGreaterThan(0.8);
    expect(holding.correlation).toBeCloseTo(1, 9);
    expect(Math.abs(holding.appraisal ?? 0)).toBeLessThan(0.02);
  });

  it('finds the ratio of what is independent of it', () => {
    const holding = compareWithHolding(resultOf(equityOf(series, 0.5, 0.0005)), series);
    // 0.0005 a day over a deviation of 0.005: 0.1 a bar, about 1.6 a year, give or take its standard error of 0.36.
    expect(holding.appraisal).toBeGreaterThan(1);
    expect(holding.appraisal).toBeLessThan(2.3);
  });

  it('counts dividends as the holder does, and answers null where nothing moves', () => {
    const flat = walk('FLAT', 0);
    flat.columns.close.fill(10);
    const equity = equityOf(series, 0, 0.0005);
    expect(compareWithHolding(resultOf(equity), [flat])).toEqual({ sharpe: null, correlation: null, appraisal: null });
    flat.columns.dividend[100] = 1;
    expect(compareWithHolding(resultOf(equity), [flat]).sharpe).toBeGreaterThan(0);
    expect(compareWithHolding(resultOf(equity), [])).toEqual({ sharpe: null, correlation: null, appraisal: null });
  });
});
