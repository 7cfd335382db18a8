/** The dear evidence: each check refuses its own fault, the study tells luck from skill, and A6 asks it only of what passed the rest. */
import { describe, expect, it } from 'vitest';
import { type OverfittingInput, studyOverfitting } from '../../../agents/engine/studies/overfitting.ts';
import type { RobustnessEvidence } from '../../../agents/engine/studies/robustness.ts';
import { sliceByMarket } from '../../../agents/engine/studies/slices.ts';
import { evidenceChecks } from '../../../agents/learning/gate/evidence/index.ts';
import { leastSure } from '../../../agents/learning/gate/luck.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { runSearch } from '../../support/gate-search.ts';

const sound: RobustnessEvidence = {
  bars: 3780,
  plateau: { neighbours: 12, keptShare: 1, medianRatio: 0.9 },
  pbo: { probability: 0.1, probabilityOfLoss: 0.02, strategies: 20, blocks: 16 },
  snooping: { p: 0.01, realityCheck: 0.01, strategies: 30 },
  walkForward: { efficiency: 0.9, folds: 6 },
  purged: { medianSharpe: 0.06, shareBelowZero: 0, paths: 5 },
  permutation: { p: 0.001, draws: 2000, excess: true },
  runs: 25,
  noise: { markets: 5, asGood: 0, medianSharpe: 0, ownSharpe: 0.08 },
  sharpeAtThreeTimesTheCosts: 0.8,
  capacity: { volumeShare: 0.001, capitalAtOnePercent: 1e6, orders: 100 },
  crash: { positions: 4, protectedPositions: 4, worstLoss: 0.1, evidence: null },
  slices: { crises: [{ firstBar: 10, market: -0.2, own: 0.02 }], rising: 0.07, falling: 0.05 },
  future: { cuts: 3, decisions: 9000, evidence: null },
};
const verdicts = (evidence: RobustnessEvidence) =>
  Object.fromEntries(evidenceChecks.map((c) => [c.name, c.run(evidence).verdict]));

describe('checks', () => {
  it('all pass what is sound, in words', () => {
    for (const check of evidenceChecks) {
      const answer = check.run(sound);
      expect(answer, check.name).toMatchObject({ passed: true, verdict: 'pass' });
      expect(answer.evidence).toMatch(/\d/);
    }
  });
  it.each<[string, Partial<RobustnessEvidence>]>([
    ['parameter-plateau', { plateau: { neighbours: 12, keptShare: 0.3, medianRatio: 0.2 } }],
    ['backtest-overfitting', { pbo: { probability: 0.7, probabilityOfLoss: 0.4, strategies: 20, blocks: 16 } }],
    ['data-snooping', { snooping: { p: 0.4, realityCheck: 0.5, strategies: 30 } }],
    ['walk-forward', { walkForward: { efficiency: 0.1, folds: 6 } }],
    ['purged-validation', { purged: { medianSharpe: 0.01, shareBelowZero: 0.6, paths: 5 } }],
    ['permutation', { permutation: { p: 0.2, draws: 2000, excess: false } }],
    ['noise-control', { noise: { markets: 5, asGood: 3, medianSharpe: 0.07, ownSharpe: 0.06 } }],
    ['triple-costs', { sharpeAtThreeTimesTheCosts: -0.2 }],
    ['capacity', { capacity: { volumeShare: 0.4, capitalAtOnePercent: 2500, orders: 100 } }],
    ['crash', { crash: { positions: 4, protectedPositions: 3, worstLoss: 0.8, evidence: 'long A is still open' } }],
    ['crisis-windows', { slices: { crises: [{ firstBar: 10, market: -0.2, own: -0.4 }], rising: 0.1, falling: 0.1 } }],
    ['run-look-ahead', { future: { cuts: 3, decisions: 9000, evidence: 'an equity becomes another' } }],
  ])('%s refuses its own fault and no other', (name, change) => {
    const found = verdicts({ ...sound, ...change });
    expect(found[name]).toBe('fail');
    expect(Object.values(found).filter((v) => v === 'fail')).toHaveLength(1);
  });
  it('says what does not apply, and lets it pass', () => {
    const none = {
      plateau: null,
      pbo: null,
      snooping: null,
      walkForward: null,
      purged: null,
      permutation: null,
    } as const;
    const rest = {
      noise: null,
      sharpeAtThreeTimesTheCosts: null,
      capacity: null,
      crash: null,
      slices: null,
      future: null,
    } as const;
    expect(new Set(Object.values(verdicts({ ...sound, ...none, ...rest })))).toEqual(new Set(['not-applicable']));
  });
});

describe('slices', () => {
  it('finds the worst windows, apart from each other, and what it did in them', () => {
    const market = new Float64Array(600).fill(0.001);
    for (let i = 100; i < 160; i++) market[i] = -0.01;
    for (let i = 400; i < 430; i++) market[i] = -0.01;
    const found = sliceByMarket(
      market.map((r) => -r),
      market,
    );
    expect(found?.crises[0]).toMatchObject({ firstBar: 100 });
    expect(found?.crises[0]?.market).toBeCloseTo(0.99 ** 60 - 1, 9);
    expect(found?.crises[0]?.own).toBeCloseTo(1.01 ** 60 - 1, 9);
    expect(
      found?.crises.every((c, i, all) => all.every((d, j) => i === j || Math.abs(c.firstBar - d.firstBar) >= 60)),
    ).toBe(true);
    expect(sliceByMarket(market, new Float64Array(600))).toBeNull();
  });
  it('warns of a record from one regime only', () => {
    const slices = { crises: [], rising: 0.1, falling: -0.1 };
    expect(verdicts({ ...sound, slices })).toMatchObject({
      'regime-slices': 'warn',
      'crisis-windows': 'not-applicable',
    });
  });
});

describe('the study', () => {
  const random = createRandom('evidence');
  const noise = (mean: number, n = 2520): Float64Array =>
    Float64Array.from({ length: n }, () => 0.01 * random.normal() + mean);
  const alike = (own: Float64Array, share: number): Float64Array =>
    own.map((r) => share * r + Math.sqrt(1 - share ** 2) * 0.01 * random.normal());
  const study = (own: Float64Array, more: Partial<OverfittingInput> = {}) =>
    studyOverfitting({
      own,
      neighbours: [0.9, 0.85, 0.9, 0.8, 0.9, 0.85].map((s) => alike(own, s)),
      siblings: Array.from({ length: 12 }, () => noise(0)),
      holding: new Float64Array(0),
      seed: 5,
      snoopingDraws: 300,
      ...more,
    });
  it('tells skill from luck', () => {
    const skill = study(noise(0.0012));
    expect(skill.pbo?.probability).toBeLessThan(0.2);
    expect(skill.snooping?.p).toBeLessThan(0.02);
    expect(skill.permutation?.p).toBeLessThan(0.01);
    expect(skill.walkForward?.efficiency).toBeGreaterThan(0.5);
    const luck = study(noise(0));
    expect(luck.permutation?.p).toBeGreaterThan(0.05);
    expect(luck.snooping?.p).toBeGreaterThan(0.1);
    expect(luck.pbo).toMatchObject({ blocks: 16 });
  });
  it('takes holding out: part of a rising market is no skill', () => {
    const market = noise(0.001);
    const held = market.map((r) => 0.6 * r + 0.003 * random.normal());
    expect(study(held).permutation?.p).toBeLessThan(0.05);
    expect(study(held, { holding: market }).permutation).toMatchObject({ excess: true });
    expect(study(held, { holding: market }).permutation?.p).toBeGreaterThan(0.05);
  });
  it('a lonely peak has no plateau', () => {
    const own = noise(0.001);
    const found = study(own, { neighbours: Array.from({ length: 8 }, () => noise(0)) });
    expect(found.plateau?.keptShare).toBeLessThan(0.6);
  });
  it('asks nothing of what is too short', () => {
    const found = study(noise(0.001, 60));
    expect([found.pbo, found.snooping, found.walkForward, found.purged, found.permutation]).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
  it('is the same for the same seed', () => {
    const own = noise(0.0005);
    const input = { own, neighbours: [], siblings: [], holding: new Float64Array(0), seed: 9, snoopingDraws: 100 };
    expect(studyOverfitting(input)).toEqual(studyOverfitting(input));
  });
});

describe('the power of the gate', () => {
  it('asks to be as sure as a family-wise error of two percent needs', () => {
    expect(leastSure(1)).toBeCloseTo(0.98, 6);
    for (const [a, b] of [
      [1, 10],
      [10, 100],
      [100, 1000],
      [1000, 10_000],
    ] as const)
      expect(leastSure(a)).toBeGreaterThan(leastSure(b));
    expect(leastSure(10_000)).toBeGreaterThan(0.7);
  });
  it('lets no luck through and most of true skill (the whole measurement is npm run gate:power)', {
    timeout: 120_000,
  }, () => {
    const searches = 12;
    const outcomes = Array.from({ length: searches }, (_, i) =>
      runSearch(i + 1, { variants: 300, bars: 3780, marketSharpe: 0.5, trueSharpe: 1.5 }),
    );
    expect(outcomes.filter((o) => o.noisePassed).length).toBeLessThanOrEqual(1);
    expect(outcomes.filter((o) => o.truePassed).length).toBeGreaterThanOrEqual(7);
  });
});
