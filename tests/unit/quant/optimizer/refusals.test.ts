/** What cannot be optimized is refused with the constraint and the cure. */
import { describe, expect, it } from 'vitest';
import type { Refusal, Result } from '../../../../shared/core/result.ts';
import { blackLitterman, impliedWeights } from '../../../../shared/quant/optimizer/black-litterman.ts';
import { constraintsOf } from '../../../../shared/quant/optimizer/constraints.ts';
import { criticalLine } from '../../../../shared/quant/optimizer/critical-line.ts';
import { allocate } from '../../../../shared/quant/optimizer/discrete-allocation.ts';
import * as efficient from '../../../../shared/quant/optimizer/efficient.ts';
import { hierarchicalRiskParity } from '../../../../shared/quant/optimizer/hierarchical-risk-parity.ts';
import { loadHighs } from '../../../../shared/quant/optimizer/linear/highs.ts';
import { solveTail } from '../../../../shared/quant/optimizer/linear/tail-risk.ts';
import { type Assets, checkAssets } from '../../../../shared/quant/optimizer/portfolio.ts';
import { checkPrices } from '../../../../shared/quant/optimizer/returns-table.ts';
import { riskParity } from '../../../../shared/quant/optimizer/risk-parity.ts';
import { semivarianceRisk } from '../../../../shared/quant/optimizer/semivariance.ts';

const row = (...values: number[]): Float64Array => Float64Array.from(values);
const assets: Assets = {
  names: ['A', 'B', 'C'],
  expected: row(0.05, 0.1, 0.15),
  covariance: [row(0.04, 0.01, 0), row(0.01, 0.09, 0.02), row(0, 0.02, 0.16)],
};
const box = { low: 0, high: 1 };

function refusal(result: Result<unknown>): Refusal {
  if (result.ok) throw new Error('it was answered');
  expect(result.error.where, 'a place').toBeTruthy();
  expect(result.error.fix, 'a cure').toBeTruthy();
  return result.error;
}
function rules(more: Partial<Parameters<typeof constraintsOf>[1]> = {}) {
  const set = constraintsOf(assets.names, { bounds: box, ...more });
  if (!set.ok) throw new Error(set.error.message);
  return set.value;
}

describe('prices', () => {
  const good = row(10, 11, 12, 13);
  it.each([
    ['no-assets', { names: [], columns: [] }],
    ['duplicate-asset', { names: ['A', 'A'], columns: [good, good] }],
    ['too-few-rows', { names: ['A'], columns: [row(1, 2)] }],
    ['too-few-rows', { names: ['A'], columns: [row(Number.NaN, Number.NaN, 1, 2)] }],
    ['ragged-columns', { names: ['A', 'B'], columns: [good, row(1, 2, 3)] }],
    ['price-not-positive', { names: ['A'], columns: [row(1, 0, 3, 4)] }],
    ['price-not-positive', { names: ['A'], columns: [row(1, Number.POSITIVE_INFINITY, 3, 4)] }],
  ])('%s', (code, table) => {
    expect(refusal(checkPrices(table)).code).toBe(code);
  });
});

describe('assets', () => {
  it.each([
    ['unknown-return', { ...assets, expected: row(0.1, Number.NaN, 0.1) }],
    ['unknown-risk', { ...assets, covariance: [row(1, Number.NaN, 0), row(Number.NaN, 1, 0), row(0, 0, 1)] }],
    ['negative-variance', { ...assets, covariance: [row(-1, 0, 0), row(0, 1, 0), row(0, 0, 1)] }],
    ['not-symmetric', { ...assets, covariance: [row(1, 0.5, 0), row(0.1, 1, 0), row(0, 0, 1)] }],
    ['wrong-count', { ...assets, expected: row(0.1) }],
  ])('%s', (code, given) => {
    expect(refusal(checkAssets(given)).code).toBe(code);
  });
});

describe('rules', () => {
  it.each([
    ['bounds-contradict', { bounds: { low: 0.5, high: 0.2 } }, /0\.5 lies above/],
    ['infeasible', { bounds: { low: 0, high: 0.3 } }, /add up to 0\.9, less than 1/],
    ['infeasible', { bounds: { low: 0.4, high: 1 } }, /add up to 1\.2, more than 1/],
    ['bounds-contradict', { bounds: box, marketNeutral: true }, /sells short/],
    ['wrong-count', { bounds: [box, box] }, /2 of 3/],
    ['unknown-sector', { bounds: box, sectors: { of: { A: 'x' }, lower: { y: 0.1 }, upper: {} } }, /"y"/],
    ['bounds-contradict', { bounds: box, sectors: { of: { A: 'x' }, lower: { x: 0.5 }, upper: { x: 0.1 } } }, /sector/],
  ] as const)('%s', (code, given, sentence) => {
    const said = refusal(constraintsOf(assets.names, given));
    expect(said.code).toBe(code);
    expect(said.message).toMatch(sentence);
  });

  it('names the constraints that contradict each other', () => {
    const sectors = { of: { A: 'x', B: 'x' }, lower: {}, upper: { x: 0.3 } };
    const set = rules({ bounds: [box, box, { low: 0, high: 0.5 }], sectors });
    const said = refusal(efficient.minVolatility(assets, set));
    expect(said.code).toBe('infeasible');
    for (const part of ['sector x at most 0.3', 'C at most 0.5', 'the weights add up to 1'])
      expect(said.message).toContain(part);
  });
});

describe('objectives', () => {
  it('tells what would be possible', () => {
    expect(refusal(efficient.efficientReturn(assets, rules(), 0.2)).message).toContain('15.00 %');
    expect(refusal(efficient.efficientRisk(assets, rules(), 0.1)).message).toContain('16.70 %');
    expect(refusal(efficient.maxSharpe(assets, rules(), 0.2)).message).toContain('15.00 %');
  });

  it('refuses a ratio without a size, an aversion of nothing and weights without a limit', () => {
    const neutral = rules({ bounds: { low: -1, high: 1 }, marketNeutral: true });
    expect(refusal(efficient.maxSharpe(assets, neutral, 0)).code).toBe('no-best-ratio');
    expect(refusal(efficient.maxQuadraticUtility(assets, rules(), 0)).code).toBe('bad-option');
    const endless = rules({ bounds: { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY } });
    expect(refusal(efficient.maxReturn(assets, endless)).code).toBe('unbounded');
    expect(refusal(criticalLine(assets, endless.lower, endless.upper)).code).toBe('unbounded');
  });

  it('refuses risks that cannot be shared and matrices without an inverse', () => {
    const still = [row(0, 0), row(0, 1)];
    expect(refusal(riskParity(still, ['A', 'B'])).code).toBe('no-risk');
    expect(refusal(riskParity(assets.covariance, assets.names, [0.5, 0.5, 0])).code).toBe('bad-budget');
    expect(refusal(hierarchicalRiskParity(still, [row(1, 0), row(0, 1)])).code).toBe('no-risk');
    const flat = [row(1, 1), row(1, 1)];
    expect(refusal(impliedWeights(flat, row(0.1, 0.2))).code).toBe('singular');
    const sure = { portfolio: row(1, 0), value: 0.1, confidence: 1 };
    const twice = blackLitterman(flat, row(0, 0), [sure, { ...sure, portfolio: row(0, 1) }], {
      uncertainty: 'idzorek',
    });
    expect(refusal(twice).code).toBe('singular');
    expect(refusal(blackLitterman(flat, row(0, 0), [])).code).toBe('no-views');
  });

  it('refuses tails without rows, and targets out of reach', async () => {
    const solver = await loadHighs();
    const returns = assets.names.map((_, i) => row(0.01, -0.02, 0.03, -0.01 * i));
    const problem = { measure: 'cvar', returns, expected: assets.expected, beta: 0.5, constraints: rules() } as const;
    expect(refusal(solveTail({ ...problem, target: 0.4 }, solver)).message).toContain('0.4');
    expect(refusal(solveTail({ ...problem, limit: -0.5 }, solver)).code).toBe('infeasible');
    expect(refusal(solveTail({ ...problem, beta: 1 }, solver)).code).toBe('bad-option');
    expect(refusal(solveTail({ ...problem, returns: returns.map(() => row(0.1)) }, solver)).code).toBe('too-few-rows');
    const s = { returns, expected: assets.expected, periodsPerYear: 252, benchmark: 0 };
    expect(refusal(semivarianceRisk(s, rules(), 1e-6)).code).toBe('infeasible');
  });

  it('refuses shares without a price and without money', () => {
    const request = { names: ['A'], weights: [1], prices: [10], capital: 100 };
    expect(refusal(allocate({ ...request, capital: 0 })).code).toBe('bad-option');
    expect(refusal(allocate({ ...request, prices: [Number.NaN] })).code).toBe('price-not-positive');
    expect(refusal(allocate({ ...request, weights: [Number.NaN] })).code).toBe('unknown-weight');
  });
});
