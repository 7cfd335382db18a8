/** Small portfolios with answers that can be worked out by hand. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../shared/core/random.ts';
import type { Result } from '../../../../shared/core/result.ts';
import { blackLitterman, impliedReturns, impliedWeights } from '../../../../shared/quant/optimizer/black-litterman.ts';
import { constraintsOf } from '../../../../shared/quant/optimizer/constraints.ts';
import { allocate } from '../../../../shared/quant/optimizer/discrete-allocation.ts';
import * as efficient from '../../../../shared/quant/optimizer/efficient.ts';
import { symmetricEigen } from '../../../../shared/quant/optimizer/eigen.ts';
import { hierarchicalRiskParity } from '../../../../shared/quant/optimizer/hierarchical-risk-parity.ts';
import { multiply } from '../../../../shared/quant/optimizer/linear-algebra.ts';
import { cluster, leafOrder } from '../../../../shared/quant/optimizer/linkage.ts';
import type { Assets } from '../../../../shared/quant/optimizer/portfolio.ts';
import {
  correlationOf,
  covarianceOf,
  isPositiveSemidefinite,
  nearestPositiveSemidefinite,
} from '../../../../shared/quant/optimizer/positive-semidefinite.ts';
import { completeRows, returnsOfPrices } from '../../../../shared/quant/optimizer/returns-table.ts';
import { riskParity } from '../../../../shared/quant/optimizer/risk-parity.ts';
import { drawdowns, tailMean } from '../../../../shared/quant/optimizer/scenarios.ts';
import { sampleCovariance } from '../../../../shared/quant/statistics/covariance.ts';

const row = (...values: number[]): Float64Array => Float64Array.from(values);
function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
const near = (mine: ArrayLike<number>, theirs: readonly number[], places = 10): void => {
  expect(mine.length).toBe(theirs.length);
  for (const [i, v] of theirs.entries()) expect(mine[i]).toBeCloseTo(v, places);
};
/** Uncorrelated assets with variances 1, 4, 4. */
const simple: Assets = {
  names: ['A', 'B', 'C'],
  expected: row(0.1, 0.2, 0.3),
  covariance: [row(1, 0, 0), row(0, 4, 0), row(0, 0, 4)],
};
const anyWeight = { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY };
const rules = (bounds = { low: 0, high: 1 }) => must(constraintsOf(simple.names, { bounds }));

describe('uncorrelated assets', () => {
  it('weighs by inverse variance for the least risk, and by return over variance for the best ratio', () => {
    near(must(efficient.minVolatility(simple, rules())).weights, [4 / 6, 1 / 6, 1 / 6]);
    // 0.1 / 1, 0.2 / 4, 0.3 / 4
    near(must(efficient.maxSharpe(simple, rules(), 0)).weights, [0.1 / 0.225, 0.05 / 0.225, 0.075 / 0.225]);
    near(must(efficient.maxSharpe(simple, rules(anyWeight), 0)).weights, [0.1 / 0.225, 0.05 / 0.225, 0.075 / 0.225]);
  });

  it('weighs by inverse deviation for equal risks, and the tree by inverse variance', () => {
    near(must(riskParity(simple.covariance, simple.names)), [0.5, 0.25, 0.25]);
    const { weights } = must(hierarchicalRiskParity(simple.covariance, correlationOf(simple.covariance).correlation));
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(weights[0]).toBeGreaterThan(weights[1] as number);
  });

  it('meets a wanted return and a wanted volatility exactly', () => {
    const most = must(efficient.efficientRisk(simple, rules(), 1)).weights;
    near(
      [Math.sqrt(most.reduce((sum, w, i) => sum + w * w * ((simple.covariance[i] as Float64Array)[i] as number), 0))],
      [1],
    );
    const least = must(efficient.efficientReturn(simple, rules(), 0.25)).weights;
    near([least.reduce((sum, w, i) => sum + w * (simple.expected[i] as number), 0)], [0.25]);
    near(must(efficient.efficientReturn(simple, rules(), 0.3)).weights, [0, 0, 1], 8);
  });

  it('a market neutral utility without bounds is the textbook answer', () => {
    // w = S^-1 (mu - m) / aversion with m such that the sum is 0.
    const neutral = must(constraintsOf(simple.names, { bounds: anyWeight, marketNeutral: true }));
    const m = (0.1 + 0.05 + 0.075) / 1.5;
    near(must(efficient.maxQuadraticUtility(simple, neutral, 2)).weights, [
      (0.1 - m) / 2,
      (0.2 - m) / 8,
      (0.3 - m) / 8,
    ]);
  });
});

describe('more assets than rows', () => {
  it('a singular covariance still has a least risk, which is none', () => {
    const random = createRandom('short history');
    const columns = Array.from({ length: 30 }, () => Float64Array.from({ length: 12 }, () => random.normal()));
    const covariance = sampleCovariance(columns);
    const names = columns.map((_, i) => `asset ${i}`);
    const set = must(constraintsOf(names, { bounds: { low: -1, high: 1 } }));
    const { weights } = must(efficient.minVolatility({ names, expected: new Float64Array(30), covariance }, set));
    const risk = multiply(covariance, weights).reduce((sum, v, i) => sum + v * (weights[i] as number), 0);
    expect(Math.abs(risk)).toBeLessThan(1e-12);
    expect(weights.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
  });
});

describe('estimates', () => {
  it('gaps are unknown, rows without any return are left out', () => {
    const table = returnsOfPrices({
      names: ['A', 'B'],
      columns: [row(100, 110, 121, Number.NaN, 50), row(Number.NaN, 10, 20, Number.NaN, 5)],
    });
    expect([...table.rows]).toEqual([1, 2]);
    near(table.columns[0] as Float64Array, [0.1, 0.1]);
    expect(table.columns[1]?.[0]).toBeNaN();
    near(completeRows(table).columns[1] as Float64Array, [1]);
  });

  it('a matrix without prices behind it becomes the nearest with them', () => {
    const wrong = [row(1, 0.9, 0.1), row(0.9, 1, 0.9), row(0.1, 0.9, 1)];
    expect(isPositiveSemidefinite(wrong)).toBe(false);
    for (const method of ['spectral', 'diagonal'] as const) {
      const { values } = symmetricEigen(nearestPositiveSemidefinite(wrong, method));
      expect(Math.min(...values)).toBeGreaterThan(-1e-14);
    }
    const { correlation, deviations } = correlationOf(simple.covariance);
    near(deviations, [1, 2, 2]);
    for (const [i, r] of covarianceOf(correlation, deviations).entries())
      near(r, [...(simple.covariance[i] as Float64Array)]);
  });

  it('eigenvectors of random matrices are orthogonal and give the matrix back', () => {
    const random = createRandom('eigen');
    for (const n of [1, 2, 3, 8, 40]) {
      const a = Array.from({ length: n }, () => new Float64Array(n));
      for (let i = 0; i < n; i++)
        for (let j = 0; j <= i; j++) {
          const v = random.normal();
          (a[i] as Float64Array)[j] = v;
          (a[j] as Float64Array)[i] = v;
        }
      const { values, vectors } = symmetricEigen(a);
      for (let k = 0; k < n; k++) {
        const v = vectors[k] as Float64Array;
        near(
          multiply(a, v),
          [...v].map((x) => x * (values[k] as number)),
        );
        near(
          multiply(vectors, v),
          Array.from({ length: n }, (_, i) => (i === k ? 1 : 0)),
        );
      }
    }
  });
});

describe('views', () => {
  it('a certain view is met, no confidence changes nothing, and what the market implies gives the market back', () => {
    const sizes = [5, 3, 2];
    const prior = impliedReturns(simple.covariance, sizes, 2, 0);
    near(must(impliedWeights(simple.covariance, prior, 2)), [0.5, 0.3, 0.2]);
    const view = { portfolio: row(1, -1, 0), value: 0.07 };
    const sure = must(
      blackLitterman(simple.covariance, prior, [{ ...view, confidence: 1 }], { uncertainty: 'idzorek' }),
    );
    expect((sure.expected[0] as number) - (sure.expected[1] as number)).toBeCloseTo(0.07, 12);
    const none = must(
      blackLitterman(simple.covariance, prior, [{ ...view, confidence: 0 }], { uncertainty: 'idzorek' }),
    );
    near(none.expected, [...prior], 5);
  });
});

describe('scenarios', () => {
  it('a tail counts the row on its edge in part', () => {
    expect(tailMean([1, 2, 3, 4], 0.5)).toBeCloseTo(3.5, 12);
    expect(tailMean([1, 2, 3, 4], 0.625)).toBeCloseTo((4 + 0.5 * 3) / 1.5, 12);
    near(drawdowns([0.1, -0.2, 0.05, 0.3, -0.1]), [0, 0.2, 0.15, 0, 0.1]);
  });
});

describe('trees', () => {
  it('merges the nearest first, the smaller number to the left', () => {
    const distances = [row(0, 5, 1, 9), row(5, 0, 4, 2), row(1, 4, 0, 8), row(9, 2, 8, 0)];
    const merges = cluster(distances, 'single');
    expect(merges).toEqual([
      { left: 0, right: 2, distance: 1 },
      { left: 1, right: 3, distance: 2 },
      { left: 4, right: 5, distance: 4 },
    ]);
    expect(leafOrder(merges)).toEqual([0, 2, 1, 3]);
    expect(cluster(distances, 'complete').map((m) => m.distance)).toEqual([1, 2, 9]);
    expect(cluster(distances, 'average').map((m) => m.distance)).toEqual([1, 2, 6.5]);
  });
});

describe('whole shares', () => {
  it('short sides have their own money, which may be spent again', () => {
    const request = { names: ['A', 'B'], weights: [1.3, -0.3], prices: [10, 5], capital: 1000 };
    expect([...must(allocate(request)).shares]).toEqual([100, -60]);
    expect([...must(allocate({ ...request, reinvest: true })).shares]).toEqual([130, -60]);
    expect([...must(allocate({ ...request, shortRatio: 0.1 })).shares]).toEqual([100, -20]);
  });
  it('money too little for anything buys nothing', () => {
    const found = must(allocate({ names: ['A'], weights: [1], prices: [1000], capital: 10 }));
    expect([...found.shares]).toEqual([0]);
    expect(found.leftover).toBe(10);
  });
});
