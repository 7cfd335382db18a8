/** Memory steers: what worked is drawn more, what failed less, nothing never; parents rest on the in-sample record alone. */
import { describe, expect, it } from 'vitest';
import { familyWeights } from '../../../agents/learning/d6-memory/bandit.ts';
import { chooseParents, featureWeights, makeGuidance } from '../../../agents/learning/d6-memory/guidance.ts';
import type { Lesson } from '../../../shared/bus/topics-strategy.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { type StrategyFamily, strategyFamilies } from '../../../shared/strategy/spec.ts';

const lesson = (
  family: StrategyFamily,
  weight: number,
  features: string[] = ['sma'],
  cause = weight > 0 ? 'passed' : 'in-sample-sharpe',
): Lesson => ({
  lessonId: `ls-${family}-${weight}-${features.join('-')}`,
  claim: 'a claim',
  cause,
  family,
  features,
  regime: 'bull',
  weight,
  falsifier: 'a falsifier',
  evidence: [],
});
const many = (count: number, of: Lesson): Lesson[] => Array.from({ length: count }, () => of);

describe('family weights', () => {
  it('sum to 1, are the same for the same seed, and leave no family without a draw', () => {
    const lessons = [...many(12, lesson('trend', 0.8)), ...many(12, lesson('seasonality', -0.6))];
    const weights = familyWeights(lessons, createRandom('seed'));
    expect(familyWeights(lessons, createRandom('seed'))).toEqual(weights);
    expect(Object.values(weights).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...Object.values(weights))).toBeGreaterThan(0.03);
    expect(weights.trend).toBeGreaterThan(3 * weights.seasonality);
  });

  it('without lessons is close to even', () => {
    const weights = familyWeights([], createRandom(1));
    for (const family of strategyFamilies)
      expect(Math.abs(weights[family] - 1 / strategyFamilies.length)).toBeLessThan(0.06);
  });

  it('forgets slowly: old failures weigh less than new successes', () => {
    const bad = many(120, lesson('momentum', -0.8));
    const good = many(60, lesson('momentum', 0.9));
    const recovered = familyWeights([...bad, ...good], createRandom(3)).momentum;
    const relapsed = familyWeights([...good, ...bad], createRandom(3)).momentum;
    expect(recovered).toBeGreaterThan(2 * relapsed);
  });
});

describe('feature weights', () => {
  it('are relative to the average lesson and shrink with few sightings', () => {
    const lessons = [
      ...many(10, lesson('trend', 0.6, ['sma'])),
      ...many(10, lesson('trend', -0.6, ['rsi'])),
      lesson('trend', -0.6, ['obv']),
    ];
    const weights = featureWeights(lessons);
    expect(weights.sma).toBeGreaterThan(0.3);
    expect(weights.rsi).toBeLessThan(-0.3);
    expect(Math.abs(weights.obv ?? 0)).toBeLessThan(Math.abs(weights.rsi ?? 0) / 2);
    expect(featureWeights([])).toEqual({});
  });
});

describe('parents', () => {
  it('are the best in sample with enough trades, at most three of a family', () => {
    const row = (strategyId: string, family: StrategyFamily, sharpe: number | null, trades = 100) => ({
      strategyId,
      family,
      passed: false,
      sharpe,
      trades,
    });
    const parents = chooseParents([
      row('a', 'trend', 1.4),
      row('b', 'trend', 1.3),
      row('c', 'trend', 1.2),
      row('d', 'trend', 1.1),
      row('lucky', 'breakout', 3, 4),
      row('e', 'breakout', 0.4),
      row('untested', 'momentum', null),
      row('loser', 'momentum', -0.2),
    ]);
    expect(parents).toEqual(['a', 'b', 'c', 'e']);
  });
});

describe('guidance', () => {
  it('says how many passed and why most did not', () => {
    const own = [lesson('trend', 0.7), ...many(3, lesson('momentum', -0.4))];
    const { summary, generation, lessons } = makeGuidance({
      generation: 0,
      base: [],
      own,
      last: own,
      scored: [],
      random: createRandom(9),
    });
    expect(generation).toBe(0);
    expect(summary).toMatch(/^Generation 1: 1 of 4 passed\. Most refusals: in-sample-sharpe \(3\)\./);
    expect(lessons[0]?.cause).toBe('passed');
  });
});
