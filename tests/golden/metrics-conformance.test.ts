/** The statistics of returns against empyrical's recorded answers, where the reference folder is present. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as metrics from '../../shared/quant/metrics/returns.ts';
import { rawKurtosis, skewness } from '../../shared/quant/statistics/moments.ts';
import { sharedFolder } from '../support/shared-folder.ts';

interface Case {
  id: string;
  fn: string;
  params: Record<string, unknown>;
  input: { returns?: string };
  expected: number | string;
  tolerance: { abs: number; rel: number };
  tags: string[];
}

const perYear: Record<string, number> = { daily: 252, weekly: 52, monthly: 12, quarterly: 4, yearly: 1 };
const years = (p: Case['params']): number => Number(p.annualization ?? perYear[String(p.period ?? 'daily')]);
const given = (value: unknown, fallback: number): number => (typeof value === 'number' ? value : fallback);

const ours: Record<string, (r: number[], p: Case['params']) => number> = {
  cum_returns_final: (r) => metrics.totalReturn(r),
  max_drawdown: (r) => metrics.maxDrawdown(r),
  annual_return: (r, p) => metrics.annualReturn(r, years(p)),
  cagr: (r, p) => metrics.annualReturn(r, years(p)),
  annual_volatility: (r, p) => metrics.annualVolatility(r, years(p)),
  calmar_ratio: (r, p) => metrics.calmarRatio(r, years(p)),
  sharpe_ratio: (r, p) => metrics.sharpeRatio(r, years(p), given(p.risk_free, 0)),
  downside_risk: (r, p) => metrics.downsideRisk(r, years(p), given(p.required_return, 0)),
  sortino_ratio: (r, p) => metrics.sortinoRatio(r, years(p), given(p.required_return, 0)),
  value_at_risk: (r, p) => metrics.valueAtRisk(r, given(p.cutoff, 0.05)),
  conditional_value_at_risk: (r, p) => metrics.conditionalValueAtRisk(r, given(p.cutoff, 0.05)),
  skewness: (r) => skewness(r),
  kurtosis_excess: (r) => rawKurtosis(r) - 3,
};

const folder = sharedFolder();
const read = (name: string) => JSON.parse(readFileSync(`${folder}conformance/${name}`, 'utf8'));

describe.skipIf(folder === undefined)('reference values (skipped without the reference folder)', () => {
  const series: Record<string, { values: (number | string | null)[] }> = folder ? read('metrics_series.json') : {};
  const returnsOf = (c: Case): number[] | undefined => {
    const values = Array.isArray(c.params.returns)
      ? c.params.returns
      : c.input.returns && series[c.input.returns]?.values;
    return values ? values.map((v: unknown) => (v === null ? Number.NaN : Number(v))) : undefined;
  };
  const cases: Case[] = (folder ? (read('metrics.json').cases as Case[]) : []).filter(
    (c) =>
      ours[c.fn] &&
      returnsOf(c) &&
      (typeof c.expected === 'number' || typeof c.expected === 'string') &&
      typeof (c.params.risk_free ?? 0) === 'number' &&
      typeof (c.params.required_return ?? 0) === 'number' &&
      (c.params.starting_value ?? 0) === 0 &&
      !c.tags.includes('degenerate') &&
      // Rates that change from period to period are not offered.
      !c.tags.includes('series-benchmark'),
  );

  test('enough cases were found to mean something', () => expect(cases.length).toBeGreaterThan(120));

  test.each(cases.map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const mine = ours[c.fn]?.(returnsOf(c) ?? [], c.params) as number;
    const theirs = Number(c.expected);
    // Where the reference divides by nothing we say undefined; rounding dust of its flat lines is no deviation.
    if (!Number.isFinite(theirs)) expect(Number.isFinite(mine)).toBe(false);
    else if (Math.abs(theirs) > 1e12) expect(mine).toBeNaN();
    else expect(Math.abs(mine - theirs)).toBeLessThanOrEqual(c.tolerance.abs + c.tolerance.rel * Math.abs(theirs));
  });
});
