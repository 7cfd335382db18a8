/** Every metric has a defined answer for empty, single, constant and missing returns; conventions are parameters. */
import { describe, expect, it, test } from 'vitest';
import type { MetricSeries } from '../../../shared/quant/metrics/define.ts';
import { metrics } from '../../../shared/quant/metrics/index.ts';
import { rollingMetric } from '../../../shared/quant/metrics/rolling.ts';

const column = (...x: number[]): Float64Array => Float64Array.from(x);
const inputs: Record<string, Float64Array> = {
  empty: column(),
  'one point': column(0.01),
  constant: new Float64Array(40).fill(0.01),
  zeros: new Float64Array(40),
  'all missing': new Float64Array(40).fill(Number.NaN),
  'some missing': column(0.01, Number.NaN, -0.02, 0.03, Number.NaN, 0.01),
  'total loss': column(0.01, -1, 0.02),
  'only gains': column(0.01, 0.02, 0.03),
};
const value = (name: string, series: MetricSeries, given = {}): number | null | undefined =>
  metrics.find((m) => m.name === name)?.compute(series, given).value;

test('names are unique and in kebab case', () => {
  expect(new Set(metrics.map((m) => m.name)).size).toBe(metrics.length);
  for (const m of metrics) expect(m.name).toMatch(/^[a-z]+(-[a-z]+)*$/);
});

describe.each(Object.entries(inputs))('with %s returns', (_name, returns) => {
  it.each(metrics.map((m) => [m.name, m] as const))('%s is finite, or null with a reason', (_n, metric) => {
    for (const benchmark of [returns, returns.map((r) => -r), new Float64Array(returns.length)]) {
      const answer = metric.compute({ returns, benchmark, trades: [] });
      if (answer.value === null) expect(answer.reason.length).toBeGreaterThan(5);
      else expect(Number.isFinite(answer.value)).toBe(true);
    }
  });
});

describe('conventions', () => {
  const returns = column(0.01, -0.02, 0.03, 0.01, -0.01);
  it('are parameters with the defaults of empyrical', () => {
    const daily = value('annual-volatility', { returns }) as number;
    expect(value('annual-volatility', { returns }, { periodsPerYear: 63 })).toBeCloseTo(daily / 2, 12);
    expect(value('annual-volatility', { returns }, { ddof: 0 })).toBeCloseTo(daily * Math.sqrt(4 / 5), 12);
    expect(value('sharpe', { returns }, { riskFree: 0.004 })).toBeCloseTo(0, 9);
  });
  it('a rate per period replaces the fixed one', () =>
    expect(value('sharpe', { returns, rates: new Float64Array(5).fill(0.001) })).toBeCloseTo(
      value('sharpe', { returns }, { riskFree: 0.001 }) as number,
      12,
    ));
  it('says what is missing', () => {
    const beta = metrics.find((m) => m.name === 'beta');
    expect(beta?.compute({ returns })).toEqual({ value: null, reason: 'needs a benchmark' });
    expect(metrics.find((m) => m.name === 'sharpe')?.compute({ returns: column(0.1) })).toEqual({
      value: null,
      reason: 'needs at least 2 returns, got 1',
    });
  });
});

describe('values by hand', () => {
  const returns = column(0.1, -0.05, 0.02, -0.01);
  it('payoff, Kelly and gain to pain', () => {
    expect(value('payoff-ratio', { returns })).toBeCloseTo(0.06 / 0.03, 12);
    expect(value('kelly', { returns })).toBeCloseTo(0.5 - 0.5 / 2, 12);
    expect(value('gain-to-pain', { returns })).toBeCloseTo(0.06 / 0.06, 12);
  });
  it('trades', () => {
    const trades = [{ pnl: 100, adverse: -0.02 }, { pnl: -50, adverse: -0.04 }, { pnl: 100 }, { pnl: -50 }];
    expect(value('expectancy', { returns, trades })).toBe(25);
    expect(value('trade-profit-factor', { returns, trades })).toBe(2);
    expect(value('maximum-adverse-excursion', { returns, trades })).toBeCloseTo(-0.03, 12);
    expect(value('system-quality-number', { returns, trades })).toBeCloseTo((2 * 25) / Math.sqrt(7500), 12);
  });
  it('a normal sample has the same shortfall by Gauss and by Cornish-Fisher', () => {
    const symmetric = column(-1, 1, -1, 1, -1, 1).map((x) => x / 100);
    const gauss = value('gaussian-value-at-risk', { returns: symmetric }) as number;
    expect(gauss).toBeCloseTo(-1.6448536269514722 * 0.01 * Math.sqrt(6 / 5), 12);
  });
  it('rolling windows equal the metric on each window', () => {
    const metric = metrics.find((m) => m.name === 'total-return');
    if (metric === undefined) throw new Error('total-return is missing');
    const rolled = rollingMetric(metric, { returns }, 2).map((v) => v.value);
    expect(rolled).toEqual([0, 1, 2].map((i) => metric.compute({ returns: returns.subarray(i, i + 2) }).value));
  });
});

test('an almost total loss keeps its digits', () => {
  // 0.5^100 is about 8e-31: one plus such a total return less one would be nothing.
  const returns = new Float64Array(100).fill(-0.5);
  expect(value('geometric-mean', { returns })).toBeCloseTo(-0.5, 12);
  expect(value('annual-return', { returns }, { periodsPerYear: 1 })).toBeCloseTo(-0.5, 12);
});
