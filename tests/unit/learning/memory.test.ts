/** Lessons become sampling: the bandit, the weights of functions, the parents. */
import { describe, expect, it } from 'vitest';
import { familyWeights, featureWeights } from '../../../agents/learning/memory/bandit.ts';
import { chooseParents, inSampleScore, makeGuidance } from '../../../agents/learning/memory/guidance.ts';
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { type StrategyFamily, strategyFamilies } from '../../../shared/strategy/spec.ts';

const lesson = (family: StrategyFamily, weight: number, features: string[] = []): Lesson => ({
  lessonId: `le-${family}-${weight}`,
  claim: 'A claim.',
  cause: 'no-edge',
  family,
  features,
  regime: 'bull',
  weight,
  falsifier: 'A falsifier.',
  evidence: [],
});
const times = <T>(n: number, make: () => T): T[] => Array.from({ length: n }, make);

describe('the bandit', () => {
  it('weighs all families alike without lessons, and always sums to one', () => {
    const none = familyWeights([], createRandom(1));
    for (const family of strategyFamilies) expect(none[family]).toBeCloseTo(1 / strategyFamilies.length, 12);
    const some = familyWeights([lesson('trend', 0.9), lesson('momentum', -0.9)], createRandom(1));
    expect(Object.values(some).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
  });
  it('favours what worked, starves what failed, gives nothing up, and repeats itself', () => {
    const lessons = [...times(20, () => lesson('trend', 0.8)), ...times(20, () => lesson('seasonality', -0.8))];
    const weights = familyWeights(lessons, createRandom(3));
    // As multiples of an even share, so that a new family moves no bar.
    const even = 1 / strategyFamilies.length;
    expect(weights.trend).toBeGreaterThan(2.4 * even);
    expect(weights.seasonality).toBeLessThan(0.48 * even);
    expect(Math.min(...Object.values(weights))).toBeGreaterThan(0.24 * even);
    expect(familyWeights(lessons, createRandom(3))).toEqual(weights);
  });
});

it('weighs functions against the average lesson, shrunk while there are few', () => {
  const few = featureWeights([lesson('trend', 0.5, ['sma']), lesson('trend', -0.5, ['rsi'])]);
  const many = featureWeights([
    ...times(20, () => lesson('trend', 0.5, ['sma'])),
    ...times(20, () => lesson('trend', -0.5, ['rsi'])),
  ]);
  expect(few.sma as number).toBeGreaterThan(0);
  expect(many.sma as number).toBeGreaterThan((few.sma as number) * 2);
  expect(many.rsi).toBeCloseTo(-(many.sma as number), 9);
  expect(featureWeights([])).toEqual({});
});

it('chooses parents by what the generator may know, a few of each family', () => {
  const scored = times(6, () => 0).map((_, i) => ({
    strategyId: `st-${i}`,
    family: 'trend' as const,
    score: 1 - i / 10,
  }));
  const other = { strategyId: 'st-x', family: 'breakout' as const, score: 0.3 };
  expect(chooseParents([...scored, other, { ...other, strategyId: 'st-y', score: 0.1 }])).toEqual([
    'st-0',
    'st-1',
    'st-2',
    'st-x',
  ]);
  const sample = { sharpe: 1, trades: 80, maxDrawdown: -0.1 } as Parameters<typeof inSampleScore>[0];
  expect(inSampleScore(sample)).toBeCloseTo(0.9, 9);
  expect(inSampleScore({ ...sample, trades: 20 })).toBeCloseTo(0.45, 9);
  expect(inSampleScore({ ...sample, sharpe: null })).toBe(0);
});

it('says in words what it steers', () => {
  const lessons = times(8, () => lesson('trend', 0.8, ['adx'])).concat(
    times(8, () => lesson('sentiment', -0.6, ['signal'])),
  );
  const { summary } = makeGuidance(0, lessons, [], createRandom(1));
  expect(summary).toContain('16 lessons');
  expect(summary).toContain('Sought: adx');
  expect(summary).toContain('Avoided: signal');
});
