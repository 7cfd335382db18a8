/** What must hold of the statistics whatever the numbers: bounds, order, and agreement with their plain definitions. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rollingExtreme } from '../../../shared/quant/indicators/rolling.ts';
import { rollingMean } from '../../../shared/quant/indicators/rolling-mean.ts';
import { rollingVariance } from '../../../shared/quant/indicators/rolling-variance.ts';
import { computePerformance } from '../../../shared/quant/metrics/performance.ts';
import { maxDrawdown, returnsOf, totalReturn } from '../../../shared/quant/metrics/returns.ts';
import { probabilityOfOverfitting } from '../../../shared/quant/overfitting/cscv.ts';
import { deflatedSharpe, minimumTrackRecord, probabilisticSharpe } from '../../../shared/quant/overfitting/sharpe.ts';
import { normalCdf, normalQuantile } from '../../../shared/quant/statistics/normal.ts';

const price = fc.double({ min: 0.01, max: 1e6, noNaN: true });
const runs = { numRuns: 200, seed: 31 };

describe('rolling windows', () => {
  test('agree with their definition, window by window, also around gaps', () => {
    const column = fc.array(
      fc.oneof({ weight: 9, arbitrary: price }, { weight: 1, arbitrary: fc.constant(Number.NaN) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(column, fc.integer({ min: 1, max: 12 }), (values, n) => {
        const x = Float64Array.from(values);
        const mean = rollingMean(x, n);
        const variance = rollingVariance(x, n, 0);
        const highest = rollingExtreme(x, n, 1);
        const lowest = rollingExtreme(x, n, -1);
        for (let i = 0; i < x.length; i++) {
          const window = [...x.slice(Math.max(0, i - n + 1), i + 1)];
          if (window.length < n || window.some(Number.isNaN)) {
            for (const out of [mean, variance, highest, lowest]) expect(out[i]).toBeNaN();
            continue;
          }
          const m = window.reduce((a, b) => a + b, 0) / n;
          const v = window.reduce((a, b) => a + (b - m) ** 2, 0) / n;
          expect(Math.abs((mean[i] as number) - m)).toBeLessThanOrEqual(1e-12 * m);
          // Cancellation costs at most the square of what was ever in the window.
          const scale = Math.max(...x.slice(0, i + 1).filter((value) => !Number.isNaN(value))) ** 2;
          expect(Math.abs((variance[i] as number) - v)).toBeLessThanOrEqual(1e-12 * scale);
          expect(variance[i]).toBeGreaterThanOrEqual(0);
          expect(highest[i]).toBe(Math.max(...window));
          expect(lowest[i]).toBe(Math.min(...window));
        }
      }),
      runs,
    );
  });
  test('a storm is forgotten: two windows after it a variance is as exact as if it had never been', () => {
    const calm = Float64Array.from({ length: 400 }, (_, i) => 100 + 1e-3 * Math.sin(i));
    const stormy = calm.map((v, i) => (i < 60 ? v + 5000 * Math.cos(7 * i) : v));
    for (const n of [2, 3, 20, 50]) {
      const [with_, without] = [rollingVariance(stormy, n, 0), rollingVariance(calm, n, 0)];
      for (let i = 60 + 2 * n; i < calm.length; i++)
        expect(Math.abs((with_[i] as number) / (without[i] as number) - 1)).toBeLessThan(1e-9);
    }
  });
  test('a mean does not depend on where the history starts', () => {
    fc.assert(
      fc.property(
        fc.array(price, { minLength: 40, maxLength: 80 }),
        fc.integer({ min: 1, max: 20 }),
        (values, start) => {
          const x = Float64Array.from(values);
          expect(rollingMean(x.slice(start), 10).slice(9)).toEqual(rollingMean(x, 10).slice(start + 9));
        },
      ),
      runs,
    );
  });
});

describe('performance', () => {
  test('is finite or null, and its parts agree', () => {
    const equity = fc.array(fc.double({ min: 1, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 80 });
    const trades = fc.array(fc.record({ pnl: fc.double({ min: -1e5, max: 1e5, noNaN: true }) }), { maxLength: 20 });
    fc.assert(
      fc.property(equity, trades, (values, list) => {
        const p = computePerformance({
          equity: values,
          trades: list,
          periodsPerYear: 252,
          exposure: [],
          tradedNotional: 5,
          costs: 1,
        });
        for (const value of Object.values(p)) expect(value === null || Number.isFinite(value)).toBe(true);
        const r = returnsOf(values);
        if (values.length > 1) {
          const growth = (values[values.length - 1] as number) / (values[0] as number);
          expect(Math.abs((1 + totalReturn(r)) / growth - 1)).toBeLessThan(1e-9);
          expect(maxDrawdown(r)).toBeLessThanOrEqual(0);
          expect(maxDrawdown(r)).toBeGreaterThanOrEqual(-1);
          expect(p.maxDrawdownBars).toBeLessThanOrEqual(r.length);
        }
      }),
      runs,
    );
  });
});

describe('luck', () => {
  const sample = fc.record({
    sharpe: fc.double({ min: -0.3, max: 0.3, noNaN: true }),
    bars: fc.integer({ min: 10, max: 5000 }),
    skewness: fc.double({ min: -2, max: 1, noNaN: true }),
    kurtosis: fc.double({ min: 5, max: 30, noNaN: true }),
  });
  test('more trials never make a strategy look better', () => {
    fc.assert(
      fc.property(
        sample,
        fc.integer({ min: 1, max: 500 }),
        fc.double({ min: 1e-6, max: 0.01, noNaN: true }),
        (s, trials, variance) => {
          const few = deflatedSharpe(s, trials, variance);
          const many = deflatedSharpe(s, trials * 2, variance);
          expect(many).toBeLessThanOrEqual(few + 1e-12);
          expect(few).toBeLessThanOrEqual(probabilisticSharpe(s) + 1e-12);
          expect(few).toBeGreaterThanOrEqual(0);
        },
      ),
      runs,
    );
  });
  test('the shortest track record is where the probability reaches the confidence', () => {
    fc.assert(
      fc.property(sample, (s) => {
        fc.pre(s.sharpe > 0.02);
        const bars = minimumTrackRecord(s, 0, 0.95);
        expect(probabilisticSharpe({ ...s, bars })).toBeCloseTo(0.95, 8);
      }),
      runs,
    );
  });
  test('the inverse of the normal distribution undoes it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) - p)).toBeLessThan(1e-12);
      }),
      runs,
    );
  });
  test('the probability of overfitting is one, and does not depend on the scale of returns', () => {
    const matrix = fc.array(
      fc.array(fc.double({ min: -0.05, max: 0.05, noNaN: true }), { minLength: 32, maxLength: 32 }),
      { minLength: 2, maxLength: 6 },
    );
    fc.assert(
      fc.property(matrix, (columns) => {
        const one = probabilityOfOverfitting(
          columns.map((c) => Float64Array.from(c)),
          4,
        );
        const four = probabilityOfOverfitting(
          columns.map((c) => Float64Array.from(c, (v) => 4 * v)),
          4,
        );
        expect(one.splits).toBe(6);
        expect(one.probability).toBeGreaterThanOrEqual(0);
        expect(one.probability).toBeLessThanOrEqual(1);
        expect(four).toEqual(one);
      }),
      { numRuns: 100, seed: 32 },
    );
  });
});
