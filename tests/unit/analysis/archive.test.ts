/** The archive keeps the best of each kind, sorts parents by fronts, and finds what complements what. */
import { describe, expect, it } from 'vitest';
import { createArchive, dominates, type Elite, holdingOf } from '../../../agents/analysis/generation/archive.ts';
import { complementary, type WeeklyReturns } from '../../../agents/analysis/generation/complement.ts';
import { growCondition } from '../../../agents/analysis/generation/operators/grow.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { specOf } from '../../golden/small-market.ts';

const elite = (strategyId: string, more: Partial<Elite> = {}): Elite => ({
  strategyId,
  family: 'trend',
  holding: 'weeks',
  regime: 'bull',
  score: 1,
  objectives: [0.1, -0.1, -5, -4],
  behaviourHash: 'a'.repeat(64),
  ...more,
});

describe('the archive', () => {
  it('keeps one of each kind, the better one', () => {
    const archive = createArchive();
    archive.offer(elite('st-1', { score: 1 }));
    archive.offer(elite('st-2', { score: 2 }));
    archive.offer(elite('st-3', { score: 1.5 }));
    archive.offer(elite('st-4', { regime: 'bear', score: 0.5 }));
    expect(archive.elites().map((e) => e.strategyId)).toEqual(['st-4', 'st-2']);
  });

  it('offers as parents whom nobody beats in everything first, and leaves out who earns nothing', () => {
    const archive = createArchive();
    archive.offer(elite('st-beaten', { family: 'momentum', score: 5, objectives: [0.05, -0.3, -9, -9] }));
    archive.offer(elite('st-rich', { family: 'breakout', score: 1, objectives: [0.3, -0.2, -5, -4] }));
    archive.offer(elite('st-calm', { family: 'trend', score: 2, objectives: [0.06, -0.02, -5, -4] }));
    archive.offer(elite('st-poor', { family: 'volatility', score: 0.1 }));
    expect(archive.parents()).toEqual(['st-calm', 'st-rich', 'st-beaten']);
  });

  it('orders by dominance as it is defined', () => {
    expect(dominates([1, 1, 1, 1], [1, 1, 1, 0])).toBe(true);
    expect(dominates([1, 1, 1, 1], [1, 1, 1, 1])).toBe(false);
    expect(dominates([2, 1, 1, 0], [1, 1, 1, 1])).toBe(false);
    expect([3, 20, 90].map(holdingOf)).toEqual(['days', 'weeks', 'months']);
  });
});

describe('complementary elites', () => {
  const random = createRandom('complement');
  const noise = Array.from({ length: 300 }, () => random.normal());
  const weekly = (make: (i: number) => number, firstWeek = 0): WeeklyReturns => ({
    firstWeek,
    returns: Array.from({ length: 300 }, (_, i) => make(i)),
  });
  const returns = new Map<string, WeeklyReturns>([
    ['st-a', weekly((i) => 0.002 + 0.01 * (noise[i] as number))],
    // The same bets again, a little worse; and the opposite bets.
    ['st-twin', weekly((i) => 0.0018 + 0.01 * (noise[i] as number))],
    ['st-hedge', weekly((i) => 0.001 - 0.009 * (noise[i] as number))],
    ['st-bear', weekly(() => 0.001)],
  ]);

  it('take the hedge, not the twin', () => {
    const [bull] = complementary([elite('st-a'), elite('st-twin'), elite('st-hedge')], returns);
    expect(bull?.strategyIds).toEqual(['st-a', 'st-hedge']);
    expect(bull?.meanCorrelation).toBeCloseTo(-1, 9);
  });

  it('are found for each regime that has any, over the weeks all of them have', () => {
    const late = new Map(returns).set(
      'st-hedge',
      weekly((i) => (i % 2 ? 0.01 : -0.005), 290),
    );
    const found = complementary([elite('st-a'), elite('st-hedge'), elite('st-bear', { regime: 'bear' })], late);
    expect(found.map((p) => p.regime)).toEqual(['bull']);
    expect(complementary([elite('st-none')], returns)).toEqual([]);
  });
});

it('grown conditions always compile, with parameters of their own', () => {
  const random = createRandom('grow');
  const features = new Set<string>();
  for (let i = 0; i < 400; i++) {
    const taken = { grown1a_length: 1, length: 2 };
    const { condition, parameters } = growCondition(taken, {}, random.fork(String(i)));
    for (const name of Object.keys(parameters)) expect(taken).not.toHaveProperty(name);
    const spec = {
      ...specOf({ rules: { entryLong: 'close > open', exitLong: 'close < open', entryShort: null, exitShort: null } }),
      parameters: { ...parameters },
    };
    spec.rules.entryLong = condition;
    expect(compileStrategy(spec), condition).toMatchObject({ ok: true });
    features.add(condition.replace(/\(.*/, ''));
  }
  expect(features.size).toBeGreaterThan(10);
});
