/** Moments, correlation, quantiles and the normal distribution against values known to many digits. */
import { describe, expect, test } from 'vitest';
import {
  correlation,
  mean,
  quantile,
  rawKurtosis,
  skewness,
  variance,
} from '../../../shared/quant/statistics/moments.ts';
import { normalCdf, normalQuantile } from '../../../shared/quant/statistics/normal.ts';

describe('the normal distribution', () => {
  test.each([
    [0, 0.5],
    [1, 0.8413447460685429],
    [-1, 0.15865525393145705],
    [1.959963984540054, 0.975],
    [3, 0.9986501019683699],
    [-5, 2.866515718791939e-7],
    [-10, 7.61985302416052e-24],
    [-37, 5.725571222524577e-300],
  ])('cdf(%d)', (z, expected) => {
    expect(Math.abs(normalCdf(z) / expected - 1)).toBeLessThan(1e-12);
  });
  test.each([1e-300, 1e-20, 1e-9, 1e-3, 0.02425, 0.1, 0.3, 0.5, 0.7, 0.975, 0.999, 1 - 1e-9])(
    'the inverse undoes it at %d',
    (p) => {
      const back = normalCdf(normalQuantile(p));
      expect(Math.abs(back - p)).toBeLessThanOrEqual(p < 0.5 ? p * 1e-12 : 1e-15);
    },
  );
  test('quantiles known to sixteen digits', () => {
    expect(normalQuantile(0.975)).toBeCloseTo(1.959963984540054, 13);
    expect(normalQuantile(0.01)).toBeCloseTo(-2.3263478740408408, 13);
    expect(normalQuantile(1e-10)).toBeCloseTo(-6.361340902404056, 12);
  });
  test('the ends and beyond', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(1.1)).toBeNaN();
    expect(normalCdf(Number.NaN)).toBeNaN();
  });
});

describe('moments', () => {
  const x = [1, 2, 4, 8, Number.NaN, 16];
  test('NaN rows are left out', () => {
    expect(mean(x)).toBeCloseTo(6.2, 12);
    expect(variance(x, 1)).toBeCloseTo(37.2, 12);
    expect(variance(x, 0)).toBeCloseTo(29.76, 12);
    expect(skewness(x)).toBeCloseTo(0.8890481348169542, 12);
    expect(rawKurtosis(x)).toBeCloseTo(2.3259408602150526, 12);
  });
  test('without values or spread they are undefined', () => {
    expect(mean([])).toBeNaN();
    expect(variance([1], 1)).toBeNaN();
    expect(skewness([2, 2, 2])).toBeNaN();
    expect(correlation([1, 1], [1, 2])).toBeNaN();
  });
  test('correlation and quantiles', () => {
    expect(correlation([1, 2, 3, Number.NaN], [2, 4, 6, 1])).toBe(1);
    expect(correlation([1, 2, 3], [3, 2, 1])).toBe(-1);
    expect(quantile([4, 1, 3, 2], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3], 1)).toBe(3);
  });
});
