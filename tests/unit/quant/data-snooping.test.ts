/** Reality Check and SPA on the published noise, with and without an edge in one column. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../shared/core/random.ts';
import { dataSnooping } from '../../../shared/quant/overfitting/data-snooping.ts';
import { publishedNoise } from '../../support/published-noise.ts';

const noise = publishedNoise(11, 500, 20);
const edge = noise.map((x, c) => (c === 5 ? x.map((v) => v + 0.0018) : x));

describe('data snooping', () => {
  // Recorded with another generator: 10,000 draws leave about 0.005 of chance in each figure, hence the tolerance.
  it.each([1, 2, 3])(
    'finds nothing in the best of twenty noises, although its own p-value is below 5 %% (seed %i)',
    (seed) => {
      const found = dataSnooping(noise, createRandom(seed));
      expect(found?.best).toBe(10);
      expect(found?.bestT).toBeCloseTo(1.6677, 4);
      expect(Math.abs((found?.spa.lower as number) - 0.508)).toBeLessThan(0.02);
      expect(Math.abs((found?.spa.consistent as number) - 0.651)).toBeLessThan(0.02);
      expect(Math.abs((found?.spa.upper as number) - 0.651)).toBeLessThan(0.02);
      expect(found?.realityCheck).toBe(found?.spa.upper);
    },
  );
  it('finds a real edge', () => {
    const found = dataSnooping(edge, createRandom(1));
    expect(found?.best).toBe(5);
    expect(Math.abs((found?.spa.lower as number) - 0.0003)).toBeLessThan(0.001);
    expect(Math.abs((found?.spa.consistent as number) - 0.0005)).toBeLessThan(0.001);
    expect(Math.abs((found?.spa.upper as number) - 0.0005)).toBeLessThan(0.001);
    expect(found?.studentizedSpa.upper).toBeLessThan(0.001);
  });
  it('orders the three forms, and the studentized test is another one', () => {
    const found = dataSnooping(noise, createRandom(1));
    for (const p of [found?.spa, found?.studentizedSpa]) {
      expect(p?.lower).toBeLessThanOrEqual(p?.consistent as number);
      expect(p?.consistent).toBeLessThanOrEqual(p?.upper as number);
    }
    // Independent draws of the same test in another language: .376, .519, .519.
    expect(Math.abs((found?.studentizedSpa.lower as number) - 0.376)).toBeLessThan(0.02);
    expect(Math.abs((found?.studentizedSpa.consistent as number) - 0.519)).toBeLessThan(0.02);
  });
  it('counts a strategy that is clearly poor as poor: only the upper form is spoilt by it', () => {
    const poor = noise.map((x, c) => (c < 5 ? x.map((v) => v - 0.004) : x));
    const [clean, spoilt] = [dataSnooping(noise.slice(5), createRandom(4)), dataSnooping(poor, createRandom(4))];
    expect(spoilt?.spa.consistent).toBeLessThan(spoilt?.spa.upper as number);
    expect(Math.abs((spoilt?.spa.consistent as number) - (clean?.spa.consistent as number))).toBeLessThan(0.02);
  });
  it('does not depend on the unit of the returns', () => {
    const percent = noise.map((x) => x.map((v) => 128 * v));
    const few = { draws: 500 };
    expect(dataSnooping(percent, createRandom(3), few)).toMatchObject({
      spa: dataSnooping(noise, createRandom(3), few)?.spa,
      studentizedSpa: dataSnooping(noise, createRandom(3), few)?.studentizedSpa,
    });
  });
  it('answers the same for the same seed, and nothing where there is nothing to judge', () => {
    const few = { draws: 200 };
    expect(dataSnooping(noise, createRandom(3), few)).toEqual(dataSnooping(noise, createRandom(3), few));
    expect(dataSnooping([], createRandom(1))).toBeUndefined();
    expect(dataSnooping([new Float64Array(50)], createRandom(1))).toBeUndefined();
  });
});
