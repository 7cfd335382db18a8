/** Published vectors of the overfitting statistics, and what they say about degenerate input. */
import { describe, expect, test } from 'vitest';
import { probabilityOfOverfitting } from '../../../shared/quant/overfitting/cscv.ts';
import {
  deflatedSharpe,
  expectedMaximum,
  expectedMaximumSharpe,
  minimumBacktestYears,
  minimumTrackRecord,
  probabilisticSharpe,
} from '../../../shared/quant/overfitting/sharpe.ts';
import { publishedNoise } from '../../support/published-noise.ts';

const near = (value: number, expected: number, relative = 1e-9) =>
  expect(Math.abs(value - expected) / Math.abs(expected)).toBeLessThan(relative);

describe('published examples', () => {
  test('expected maximum of N trials', () => {
    near(expectedMaximum(10), 1.574598, 1e-6);
    near(expectedMaximum(45), 2.23564, 1e-6);
    near(expectedMaximum(100), 2.5306028932);
    near(expectedMaximum(1000), 3.255122, 1e-6);
    expect(expectedMaximum(1)).toBe(0);
  });
  test('minimum backtest length: 45 tries are too many for five years', () =>
    near(minimumBacktestYears(45, 1), 4.9980870044));
  test('probabilistic Sharpe ratio', () => {
    near(
      probabilisticSharpe({ sharpe: 1.585 / Math.sqrt(12), bars: 24, skewness: -2.448, kurtosis: 10.164 }),
      0.9132343069,
    );
    near(probabilisticSharpe({ sharpe: 0.458, bars: 24, skewness: 0, kurtosis: 3 }), 0.98167, 1e-4);
  });
  test('deflated Sharpe ratio', () => {
    const sample = { sharpe: 2.5 / Math.sqrt(250), bars: 1250, skewness: -3, kurtosis: 10 };
    near(expectedMaximumSharpe(100, 0.5 / 250), 0.113172, 1e-5);
    near(deflatedSharpe(sample, 100, 0.5 / 250), 0.9003968344);
    near(deflatedSharpe(sample, 46, 0.5 / 250), 0.9505017069);
    near(deflatedSharpe({ ...sample, skewness: 0, kurtosis: 3 }, 88, 0.5 / 250), 0.9504908167);
    // The traps: excess kurtosis and annual ratios look right and are not.
    expect(deflatedSharpe({ ...sample, kurtosis: 7 }, 100, 0.5 / 250)).toBeCloseTo(0.90178, 5);
    expect(deflatedSharpe({ ...sample, sharpe: 2.5 }, 100, 0.5)).toBeGreaterThan(0.99);
  });
  test('minimum track record', () => {
    const years = (annual: number, benchmark: number, perYear: number, skewness = 0, kurtosis = 3) =>
      minimumTrackRecord({ sharpe: annual / Math.sqrt(perYear), skewness, kurtosis }, benchmark / Math.sqrt(perYear)) /
      perYear;
    near(years(2, 1, 250), 2.7311878017);
    near(years(2, 1, 52), 2.8288335869);
    near(years(3, 2.5, 12, -0.72, 5.78), 27.352920196);
    // Two hedge fund indices of 134 months, whose ratios the paper prints with four digits.
    const months = (sharpe: number, skewness: number, kurtosis: number) =>
      minimumTrackRecord({ sharpe, skewness, kurtosis }, 0) / 12;
    expect(months(0.7079, -0.225, 2.957)).toBeCloseTo(0.7152, 4);
    expect(months(0.8183, -1.4455, 7.0497)).toBeCloseTo(1.1593, 4);
    expect(years(1, 2, 250)).toBeNaN();
  });
});

describe('probability of backtest overfitting', () => {
  test('noise is overfitted, a real edge is not', () => {
    const plain = probabilityOfOverfitting(publishedNoise(7, 64, 10), 8);
    expect(plain.splits).toBe(70);
    near(plain.probability, 0.8571428571);
    near(plain.meanLogit, -0.7938156909);
    near(plain.probabilityOfLoss, 0.7714285714);
    const edge = probabilityOfOverfitting(
      publishedNoise(7, 64, 10).map((column, c) => (c === 3 ? column.map((v) => v + 0.01) : column)),
      8,
    );
    expect(edge.probability).toBe(0);
    near(edge.meanLogit, Math.LN10);
  });
  test('sixteen blocks of twenty strategies', () => {
    const large = probabilityOfOverfitting(publishedNoise(7, 256, 20), 16);
    expect(large.splits).toBe(12_870);
    near(large.probability, 0.5459207459);
  });
  test('degenerate input is undefined, never infinite', () => {
    expect(probabilityOfOverfitting([], 8).probability).toBeNaN();
    expect(probabilityOfOverfitting(publishedNoise(1, 4, 3), 8).probability).toBeNaN();
    const flat = probabilityOfOverfitting([new Float64Array(64), new Float64Array(64)], 8);
    expect(Number.isFinite(flat.meanLogit)).toBe(true);
  });
});
