/** Johansen's test on series whose relations are known, and the rotations under it. */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../../shared/core/random.ts';
import { engleGranger } from '../../../shared/quant/statistics/engle-granger.ts';
import { johansen } from '../../../shared/quant/statistics/johansen.ts';
import { symmetricEigen } from '../../../shared/quant/statistics/symmetric-eigen.ts';

const n = 800;
/** Two random walks, and series made of them with noise that returns. */
function market(seed: string) {
  const random = createRandom(seed);
  const [one, two] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 1; i < n; i++) {
    one[i] = (one[i - 1] as number) + random.normal();
    two[i] = (two[i - 1] as number) + random.normal();
  }
  const mixed = (a: number, b: number) => one.map((v, i) => a * v + b * (two[i] as number) + 0.5 * random.normal());
  return { one, two, mixed };
}

describe('johansen', () => {
  test('counts the relations: none between independent walks, one for each series made of others', () => {
    const { one, two, mixed } = market('johansen');
    expect(johansen([one, two])?.relations).toBe(0);
    expect(johansen([one, mixed(2, 0)])?.relations).toBe(1);
    expect(johansen([one, two, mixed(1, -1)])?.relations).toBe(1);
    expect(johansen([one, mixed(1, 0), mixed(-3, 0)])?.relations).toBe(2);
    expect(johansen([one, two, mixed(1, 1), mixed(2, -1)], { lags: 2 })?.relations).toBe(2);
  });
  test('finds the weights', () => {
    const { one, two, mixed } = market('weights');
    const vector = johansen([mixed(2, -0.5), one, two])?.vectors[0];
    expect(vector?.[0]).toBe(1);
    expect(vector?.[1]).toBeCloseTo(-2, 1);
    expect(vector?.[2]).toBeCloseTo(0.5, 1);
  });
  test('agrees with Engle and Granger about a pair, and does not care for the order or the unit of the series', () => {
    const { one, mixed } = market('pair');
    const other = mixed(1.5, 0);
    const found = johansen([other, one]);
    expect(-(found?.vectors[0]?.[1] as number)).toBeCloseTo(engleGranger(other, one)?.hedgeRatio as number, 1);
    const turned = johansen([one.map((v) => 100 * v), other]);
    for (const [k, step] of (found?.steps ?? []).entries())
      expect(Math.abs((turned?.steps[k]?.trace as number) / step.trace - 1)).toBeLessThan(1e-9);
  });
  test('steps fall, and the last trace is its own maximum', () => {
    const { one, two, mixed } = market('steps');
    const steps = johansen([one, two, mixed(1, 1)], { trend: 'linear' })?.steps ?? [];
    expect(steps).toHaveLength(3);
    for (let k = 1; k < 3; k++) expect(steps[k]?.eigenvalue).toBeLessThanOrEqual(steps[k - 1]?.eigenvalue as number);
    expect(steps[2]?.trace).toBeCloseTo(steps[2]?.maximum as number, 12);
    expect(steps[0]?.trace).toBeCloseTo(
      steps.reduce((sum, s) => sum + s.maximum, 0),
      9,
    );
  });
  test('is undefined for one series, short ones, still ones and multiples', () => {
    const { one, two } = market('none');
    expect(johansen([one])).toBeUndefined();
    expect(johansen([one.slice(0, 6), two.slice(0, 6)])).toBeUndefined();
    expect(johansen([one, new Float64Array(n).fill(3)])).toBeUndefined();
    expect(johansen([one, one.map((v) => 2 * v)])).toBeUndefined();
  });
});

test('eigenvalues and vectors give the matrix back', () => {
  const random = createRandom('eigen');
  const size = 6;
  const half = Array.from({ length: size }, () => Array.from({ length: size }, () => random.normal()));
  const matrix = half.map((row, i) => row.map((v, j) => v + (half[j]?.[i] as number)));
  const { values, vectors } = symmetricEigen(matrix);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let k = 0; k < size; k++)
        sum += (values[k] as number) * (vectors[k]?.[i] as number) * (vectors[k]?.[j] as number);
      expect(Math.abs(sum - (matrix[i]?.[j] as number))).toBeLessThan(1e-12);
    }
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
});
