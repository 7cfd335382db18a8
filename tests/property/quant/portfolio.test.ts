/** What must hold of portfolios whatever the market: sums, bounds, order of risk, shares within the money. */
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { createRandom } from '../../../shared/core/random.ts';
import type { Result } from '../../../shared/core/result.ts';
import { type ConstraintSet, constraintsOf } from '../../../shared/quant/optimizer/constraints.ts';
import { bestOnLine, criticalLine } from '../../../shared/quant/optimizer/critical-line.ts';
import { allocate, greedySide } from '../../../shared/quant/optimizer/discrete-allocation.ts';
import * as efficient from '../../../shared/quant/optimizer/efficient.ts';
import { hierarchicalRiskParity } from '../../../shared/quant/optimizer/hierarchical-risk-parity.ts';
import { loadHighs } from '../../../shared/quant/optimizer/linear/highs.ts';
import { integerSide } from '../../../shared/quant/optimizer/linear/share-allocation.ts';
import type { LinearSolver } from '../../../shared/quant/optimizer/linear/solver.ts';
import { solveTail, tailOf } from '../../../shared/quant/optimizer/linear/tail-risk.ts';
import { dot, quadraticForm } from '../../../shared/quant/optimizer/linear-algebra.ts';
import { linkages } from '../../../shared/quant/optimizer/linkage.ts';
import { type Assets, performanceOf } from '../../../shared/quant/optimizer/portfolio.ts';
import { correlationOf } from '../../../shared/quant/optimizer/positive-semidefinite.ts';
import { riskContributions, riskParity } from '../../../shared/quant/optimizer/risk-parity.ts';
import { portfolioReturns, semideviation } from '../../../shared/quant/optimizer/scenarios.ts';
import { minSemivariance } from '../../../shared/quant/optimizer/semivariance.ts';
import { randomCovariance } from '../../support/quadratic-problems.ts';

let solver: LinearSolver;
beforeAll(async () => {
  solver = await loadHighs();
});

const market = fc.record({ seed: fc.integer({ min: 0, max: 1e9 }), size: fc.integer({ min: 2, max: 10 }) });

function assetsOf({ seed, size }: { seed: number; size: number }): Assets {
  const random = createRandom(seed);
  return {
    names: Array.from({ length: size }, (_, i) => `asset ${i}`),
    covariance: randomCovariance(random, size, 3 * size),
    expected: Float64Array.from({ length: size }, () => 0.1 + 0.1 * random.normal()),
  };
}
function rulesOf(assets: Assets, seed: number): ConstraintSet {
  const random = createRandom(`${seed} rules`);
  const n = assets.names.length;
  const short = random.next() < 0.4;
  const sector = Object.fromEntries(assets.names.map((name, i) => [name, i % 2 === 0 ? 'even' : 'odd']));
  const set = constraintsOf(assets.names, {
    bounds: { low: short ? -0.5 : 0, high: Math.min(1, 2.5 / n) },
    ...(random.next() < 0.5 ? { sectors: { of: sector, lower: { even: 0.3 }, upper: { even: 0.6 } } } : {}),
  });
  if (!set.ok) throw new Error(set.error.message);
  return set.value;
}
function kept(weights: Float64Array, rules: ConstraintSet): void {
  for (const row of rules.rows) {
    const value = dot(row.coefficients, weights);
    expect(value).toBeGreaterThanOrEqual(row.low - 1e-9);
    expect(value).toBeLessThanOrEqual(row.high + 1e-9);
  }
  for (const [i, w] of weights.entries()) {
    expect(w).toBeGreaterThanOrEqual((rules.lower[i] as number) - 1e-9);
    expect(w).toBeLessThanOrEqual((rules.upper[i] as number) + 1e-9);
  }
}
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`);
  return result.value;
}
/** Other portfolios under the same rules. */
const others = (assets: Assets, rules: ConstraintSet, seed: number): Float64Array[] => {
  const random = createRandom(`${seed} others`);
  return Array.from({ length: 6 }, () => {
    const expected = assets.expected.map(() => random.normal());
    return must(efficient.maxQuadraticUtility({ ...assets, expected }, rules, 0.1 + 10 * random.next())).weights;
  });
};

describe('mean-variance portfolios', () => {
  test('keep the rules, and no other portfolio under them is better', () => {
    fc.assert(
      fc.property(market, (m) => {
        const assets = assetsOf(m);
        const rules = rulesOf(assets, m.seed);
        const calm = must(efficient.minVolatility(assets, rules)).weights;
        kept(calm, rules);
        const vol = (w: Float64Array): number => Math.sqrt(quadraticForm(assets.covariance, w));
        const ratio = efficient.maxSharpe(assets, rules, 0.02);
        if (ratio.ok) kept(ratio.value.weights, rules);
        else expect(ratio.error.code).toBe('no-excess-return');
        for (const w of others(assets, rules, m.seed)) {
          expect(vol(w)).toBeGreaterThanOrEqual(vol(calm) - 1e-9);
          if (!ratio.ok) continue;
          const best = performanceOf(ratio.value.weights, assets, 0.02).sharpe;
          expect(performanceOf(w, assets, 0.02).sharpe).toBeLessThanOrEqual(best + 1e-9);
          // The frontier through another portfolio is at least as good as that portfolio.
          const target = dot(w, assets.expected);
          const least = must(efficient.efficientReturn(assets, rules, target)).weights;
          kept(least, rules);
          expect(vol(least)).toBeLessThanOrEqual(vol(w) + 1e-9);
          const most = must(efficient.efficientRisk(assets, rules, vol(w) * (1 + 1e-9))).weights;
          kept(most, rules);
          expect(vol(most)).toBeLessThanOrEqual(vol(w) * (1 + 1e-8));
          expect(dot(most, assets.expected)).toBeGreaterThanOrEqual(target - 1e-8);
        }
      }),
      { numRuns: 150, seed: 21 },
    );
  });

  test('the frontier rises: more return never has less risk', () => {
    fc.assert(
      fc.property(market, (m) => {
        const assets = assetsOf(m);
        const points = must(efficient.frontier(assets, rulesOf(assets, m.seed), 12));
        const shown = points.map((p) => performanceOf(p.weights, assets));
        for (const [i, p] of shown.entries()) {
          if (i === 0) continue;
          expect(p.return).toBeGreaterThanOrEqual((shown[i - 1]?.return as number) - 1e-9);
          expect(p.volatility).toBeGreaterThanOrEqual((shown[i - 1]?.volatility as number) - 1e-9);
        }
      }),
      { numRuns: 100, seed: 22 },
    );
  });

  test('trading costs: no portfolio is better after its costs, and endless costs leave things as they are', () => {
    fc.assert(
      fc.property(market, (m) => {
        const assets = assetsOf(m);
        const n = assets.names.length;
        const rules = must(constraintsOf(assets.names, { bounds: { low: 0, high: 1 } }));
        const previous = new Float64Array(n).fill(1 / n);
        const cost = { rate: 0.01, previous };
        const paid = (w: Float64Array): number =>
          quadraticForm(assets.covariance, w) + cost.rate * w.reduce((sum, v) => sum + Math.abs(v - 1 / n), 0);
        const found = must(efficient.minVolatility(assets, rules, { cost })).weights;
        kept(found, rules);
        for (const w of [
          ...others(assets, rules, m.seed),
          must(efficient.minVolatility(assets, rules)).weights,
          previous,
        ])
          expect(paid(w)).toBeGreaterThanOrEqual(paid(found) - 1e-10);
        const stay = must(efficient.minVolatility(assets, rules, { cost: { rate: 1e3, previous } })).weights;
        for (const w of stay) expect(w).toBeCloseTo(1 / n, 9);
      }),
      { numRuns: 100, seed: 23 },
    );
  });

  test('the critical line ends at the least risk and passes the best ratio', () => {
    fc.assert(
      fc.property(market, (m) => {
        const assets = assetsOf(m);
        const rules = must(constraintsOf(assets.names, { bounds: { low: 0, high: Math.min(1, 2.5 / m.size) } }));
        const points = must(criticalLine(assets, rules.lower, rules.upper));
        const calm = must(efficient.minVolatility(assets, rules)).weights;
        const end = points.at(-1)?.weights as Float64Array;
        for (const [i, w] of calm.entries()) expect(end[i]).toBeCloseTo(w, 7);
        for (const p of points) kept(p.weights, rules);
        const best = efficient.maxSharpe(assets, rules, 0);
        if (!best.ok) return;
        const line = performanceOf(bestOnLine(points, assets), assets).sharpe;
        expect(line).toBeCloseTo(performanceOf(best.value.weights, assets).sharpe, 8);
      }),
      { numRuns: 200, seed: 24 },
    );
  });
});

describe('trees and budgets', () => {
  test('hierarchical weights are positive, add up to 1 and follow their assets', () => {
    fc.assert(
      fc.property(market, fc.constantFrom(...linkages), (m, linkage) => {
        const { covariance } = assetsOf(m);
        const { weights } = must(hierarchicalRiskParity(covariance, correlationOf(covariance).correlation, linkage));
        expect(weights.every((w) => w > 0)).toBe(true);
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        // Twice the money at risk everywhere changes nothing.
        const doubled = covariance.map((row) => row.map((v) => 4 * v));
        const again = must(hierarchicalRiskParity(doubled, correlationOf(doubled).correlation, linkage)).weights;
        for (const [i, w] of weights.entries()) expect(again[i]).toBeCloseTo(w, 12);
      }),
      { numRuns: 200, seed: 25 },
    );
  });

  test('two assets, exchanged, exchange their hierarchical weights', () => {
    fc.assert(
      fc.property(market, (m) => {
        const { covariance } = assetsOf({ ...m, size: 2 });
        const [a, b] = covariance as [Float64Array, Float64Array];
        const swapped = [
          Float64Array.of(b[1] as number, b[0] as number),
          Float64Array.of(a[1] as number, a[0] as number),
        ];
        const first = must(hierarchicalRiskParity(covariance, correlationOf(covariance).correlation)).weights;
        const second = must(hierarchicalRiskParity(swapped, correlationOf(swapped).correlation)).weights;
        expect(second[0]).toBeCloseTo(first[1] as number, 12);
      }),
      { numRuns: 100, seed: 26 },
    );
  });

  test('every asset carries its budget of the risk', () => {
    fc.assert(
      fc.property(market, (m) => {
        const { covariance, names } = assetsOf(m);
        const random = createRandom(m.seed);
        const budgets = Float64Array.from(names, () => 0.1 + random.next());
        const total = budgets.reduce((a, b) => a + b, 0);
        const weights = must(riskParity(covariance, names, budgets));
        const shares = riskContributions(weights, covariance);
        expect(weights.every((w) => w > 0)).toBe(true);
        expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
        for (const [i, b] of budgets.entries()) expect(shares[i]).toBeCloseTo(b / total, 9);
      }),
      { numRuns: 200, seed: 27 },
    );
  });
});

describe('scenarios', () => {
  test('least tails and shortfalls are beaten by no other weights', () => {
    fc.assert(
      fc.property(market, fc.constantFrom('cvar', 'cdar'), fc.constantFrom(0, 0.05), (m, measure, l2) => {
        const assets = assetsOf(m);
        const random = createRandom(`${m.seed} days`);
        const returns = assets.names.map(() => Float64Array.from({ length: 60 }, () => 0.001 + 0.01 * random.normal()));
        const constraints = rulesOf(assets, m.seed);
        const { expected } = assets;
        const found = must(solveTail({ measure, returns, expected, beta: 0.9, constraints, l2 }, solver));
        kept(found.weights, constraints);
        const value = (w: Float64Array): number => tailOf(measure, returns, w, 0.9) + l2 * dot(w, w);
        const s = { returns, expected, periodsPerYear: 252, benchmark: 0 };
        const calm = must(minSemivariance(s, constraints));
        kept(calm, constraints);
        const short = (w: Float64Array): number => semideviation(portfolioReturns(returns, w), 0, 252);
        for (const w of [...others(assets, constraints, m.seed), calm, found.weights]) {
          expect(value(w)).toBeGreaterThanOrEqual(value(found.weights) - 1e-9);
          expect(short(w)).toBeGreaterThanOrEqual(short(calm) - 1e-9);
        }
      }),
      { numRuns: 60, seed: 28 },
    );
  });
});

describe('whole shares', () => {
  test('never cost more than the money, and the integer programme is at least as near', () => {
    fc.assert(
      fc.property(market, fc.double({ min: 200, max: 20_000, noNaN: true }), (m, capital) => {
        const random = createRandom(m.seed);
        const raw = Array.from({ length: m.size }, () => random.next());
        const total = raw.reduce((a, b) => a + b, 0);
        const weights = raw.map((v) => v / total);
        const prices = raw.map(() => 5 + 300 * random.next());
        const names = raw.map((_, i) => `asset ${i}`);
        const away = (shares: Int32Array, leftover: number): number =>
          weights.reduce(
            (sum, w, i) => sum + Math.abs(w * capital - (shares[i] as number) * (prices[i] as number)),
            leftover,
          );
        const gaps = [greedySide, integerSide(solver)].map((side) => {
          const { shares, leftover } = must(allocate({ names, weights, prices, capital }, side));
          const spent = shares.reduce((sum, s, i) => sum + s * (prices[i] as number), 0);
          expect(shares.every((s) => s >= 0)).toBe(true);
          expect(spent).toBeLessThanOrEqual(capital * (1 + 1e-12));
          expect(leftover).toBeCloseTo(capital - spent, 6);
          return away(shares, leftover);
        });
        expect(gaps[1]).toBeLessThanOrEqual((gaps[0] as number) + 1e-6);
      }),
      { numRuns: 40, seed: 29 },
    );
  });
});
