/** Sequential tests keep the error rates and run lengths they promise, on seeded normal returns. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../../shared/core/random.ts';
import {
  type CusumRule,
  cusumRunLength,
  cusumStep,
  cusumThreshold,
} from '../../../../shared/quant/sequential/cusum.ts';
import { type SprtRule, sprtBounds, sprtExpectedLength, sprtStep } from '../../../../shared/quant/sequential/sprt.ts';

const rule: SprtRule = { expectedMean: 0.001, goneMean: 0, deviation: 0.01, falseAlarm: 0.05, missed: 0.1 };

function play(truth: number, seed: string): { gone: boolean; steps: number } {
  const random = createRandom(seed);
  const { gone, well } = sprtBounds(rule);
  let sum = 0;
  for (let steps = 1; ; steps++) {
    sum += sprtStep(rule, truth + rule.deviation * random.normal());
    if (sum >= gone) return { gone: true, steps };
    if (sum <= well) return { gone: false, steps };
  }
}

describe('sequential probability ratio test', () => {
  it('has Wald’s bounds', () => {
    expect(sprtBounds(rule).gone).toBeCloseTo(Math.log(18), 12);
    expect(sprtBounds(rule).well).toBeCloseTo(Math.log(0.1 / 0.95), 12);
  });

  it.each([
    ['well', rule.expectedMean, 0.05],
    ['gone', rule.goneMean, 0.9],
  ] as const)('keeps its promise when the truth is %s', (truth, mean, share) => {
    const games = Array.from({ length: 600 }, (_, i) => play(mean, `${truth}/${i}`));
    const gone = games.filter((g) => g.gone).length / games.length;
    // Wald's bounds are conservative (the sum overshoots): errors stay at or below their rate, give or take the sampling error.
    if (truth === 'well') expect(gone).toBeLessThanOrEqual(share + 0.02);
    else expect(gone).toBeGreaterThanOrEqual(share - 0.02);
    const length = games.reduce((sum, g) => sum + g.steps, 0) / games.length;
    expect(length / sprtExpectedLength(rule, truth)).toBeGreaterThan(0.85);
    expect(length / sprtExpectedLength(rule, truth)).toBeLessThan(1.25);
  });
});

describe('cumulative sum', () => {
  const slack = 0.25;
  const threshold = cusumThreshold(slack, 500);
  const cusum: CusumRule = { expectedMean: 0.001, deviation: 0.01, slack, threshold };

  it('finds the threshold of a run length', () => {
    expect(cusumRunLength({ slack, threshold }, 0)).toBeCloseTo(500, 6);
    // Hawkins and Olwell 1998, table 3.1: k = 0.25, h = 8 has a run length of about 736 in control.
    expect(cusumRunLength({ slack: 0.25, threshold: 8.01 }, 0)).toBeGreaterThan(700);
    expect(cusumRunLength({ slack: 0.25, threshold: 8.01 }, 0)).toBeLessThan(780);
    expect(cusumRunLength({ slack: 0.5, threshold: 4 }, 0.5)).toBeCloseTo((4 + 1.166) ** 2, 9);
  });

  it.each([0, 0.5, 1])('alarms after the promised time when the mean fell by %s deviations', (fall) => {
    const runs = Array.from({ length: 400 }, (_, i) => {
      const random = createRandom(`cusum/${fall}/${i}`);
      let sum = 0;
      for (let n = 1; ; n++) {
        sum = cusumStep(cusum, sum, cusum.expectedMean + cusum.deviation * (random.normal() - fall));
        if (sum >= threshold) return n;
      }
    });
    const mean = runs.reduce((a, b) => a + b, 0) / runs.length;
    expect(mean / cusumRunLength(cusum, fall)).toBeGreaterThan(0.85);
    expect(mean / cusumRunLength(cusum, fall)).toBeLessThan(1.15);
  });
});
