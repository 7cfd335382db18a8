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
  });
  test('minimum track record', () => {
    const years = (annual: number, benchmark: number, perYear: number, skewness = 0, kurtosis = 3) =>
      minimumTrackRecord({ sharpe: annual / Math.sqrt(perYear), skewness, kurtosis }, benchmark / Math.sqrt(perYear)) /
      perYear;
    near(years(2, 1, 250), 2.7311878017);
    near(years(2, 1, 52), 2.8288335869);
    near(years(3, 2.5, 12, -0.72, 5.78), 27.352920196);
    expect(years(1, 2, 250)).toBeNaN();
  });
});

describe('probability of backtest overfitting', () => {
  /** mulberry32, and a normal value from each pair of its draws. */
  function noise(seed: number, rows: number, columns: number): Float64Array[] {
    let state = seed;
    const next = () => {
      state = (state + 0x6d2b79f5) | 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
    };
    const out = Array.from({ length: columns }, () => new Float64Array(rows));
    for (let i = 0; i < rows; i++) {
      for (const column of out) {
        const radius = Math.sqrt(-2 * Math.log(1 - next()));
        column[i] = 0.01 * radius * Math.cos(2 * Math.PI * next());
      }
    }
    return out;
  }

  test('noise is overfitted, a real edge is not', () => {
    const plain = probabilityOfOverfitting(noise(7, 64, 10), 8);
    expect(plain.splits).toBe(70);
    near(plain.probability, 0.8571428571);
    near(plain.meanLogit, -0.7938156909);
    near(plain.probabilityOfLoss, 0.7714285714);
    const edge = probabilityOfOverfitting(
      noise(7, 64, 10).map((column, c) => (c === 3 ? column.map((v) => v + 0.01) : column)),
      8,
    );
    expect(edge.probability).toBe(0);
    near(edge.meanLogit, Math.LN10);
  });
  test('sixteen blocks of twenty strategies', () => {
    const large = probabilityOfOverfitting(noise(7, 256, 20), 16);
    expect(large.splits).toBe(12_870);
    near(large.probability, 0.5459207459);
  });
  test('degenerate input is undefined, never infinite', () => {
    expect(probabilityOfOverfitting([], 8).probability).toBeNaN();
    expect(probabilityOfOverfitting(noise(1, 4, 3), 8).probability).toBeNaN();
    const flat = probabilityOfOverfitting([new Float64Array(64), new Float64Array(64)], 8);
    expect(Number.isFinite(flat.meanLogit)).toBe(true);
  });
});
