/** A1 proposes candidates that differ, compile, are protected, and follow what memory says. */
import { describe, expect, it } from 'vitest';
import { a1Generation } from '../../../agents/analysis/a1-generation.ts';
import { addToPool, createPool, generate } from '../../../agents/analysis/generation/generate.ts';
import { operators } from '../../../agents/analysis/generation/operators/index.ts';
import { behaviourHash, noveltyOf, similarity } from '../../../agents/analysis/generation/similarity.ts';
import type { Guidance } from '../../../agents/analysis/generation/steering.ts';
import { learningShare, readUniverse } from '../../../agents/analysis/generation/universe.ts';
import { templates } from '../../../agents/analysis/grammar/index.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { compileStrategy, ruleFeatures } from '../../../shared/strategy/compile.ts';
import { type StrategyFamily, strategyFamilies } from '../../../shared/strategy/spec.ts';
import { startHarness } from '../../support/agent-harness.ts';
import { smallMarket, smallMarketId } from '../../support/small-market.ts';

const dataset = smallMarket();
const universe = readUniverse(dataset);
const even = Object.fromEntries(strategyFamilies.map((f) => [f, 1 / strategyFamilies.length])) as Record<
  StrategyFamily,
  number
>;
const guidance = (more: Partial<Guidance> = {}): Guidance => ({
  generation: -1,
  familyWeights: even,
  featureWeights: {},
  lessons: [],
  parents: [],
  summary: 'Nothing yet.',
  ...more,
});
const make = (more: Partial<Guidance> = {}, seed = 1, population = 5 * strategyFamilies.length) =>
  generate({
    generation: 0,
    population,
    universe,
    guidance: guidance(more),
    pool: createPool(),
    random: createRandom(seed),
  });
const count = (list: readonly { spec: { family: string } }[], family: string): number =>
  list.filter((c) => c.spec.family === family).length;

describe('generation zero', () => {
  const made = make();
  it('has every family, compiles, is protected and sized, and repeats nothing', () => {
    expect(made).toHaveLength(5 * strategyFamilies.length);
    for (const family of strategyFamilies) expect(count(made, family)).toBeGreaterThanOrEqual(4);
    for (const { spec } of made) {
      expect(compileStrategy(spec).ok).toBe(true);
      expect(spec.protection.stopLossPercent ?? spec.protection.stopLossAtr).not.toBeNull();
      expect(spec.symbols).not.toContain('INDEX');
    }
    expect(new Set(made.map((c) => behaviourHash(c.spec))).size).toBe(made.length);
  });
  it('is the same for the same seed and another for another', () => {
    expect(make()).toEqual(made);
    expect(make({}, 2)).not.toEqual(made);
  });
});

it('every template compiles over many draws', () => {
  for (const template of templates)
    for (let k = 0; k < 20; k++) {
      const sketch = template.draw(createRandom(`${template.name}/${k}`));
      const [spec] = make({}, 1, 1).map((c) => c.spec);
      if (!spec) throw new Error('one was made');
      const whole = {
        ...spec,
        family: template.family,
        rules: sketch.rules,
        regimeFilter: sketch.regimeFilter,
        parameters: { ...sketch.parameters },
        ...(sketch.parts || sketch.pairs ? { schema: 2 as const } : {}),
        ...sketch.parts,
        ...(sketch.pairs ? { symbols: ['AAA', 'BBB'] } : {}),
      };
      expect(compileStrategy(whole), `${template.name}: ${JSON.stringify(sketch.rules)}`).toMatchObject({ ok: true });
      for (const feature of ruleFeatures(whole)) expect(template.features).toContain(feature);
    }
});

describe('guidance', () => {
  it('moves the sampling of families', () => {
    const others = 0.4 / (strategyFamilies.length - 1);
    const weights = { ...Object.fromEntries(strategyFamilies.map((f) => [f, others])), breakout: 0.6 } as typeof even;
    const steered = make({ familyWeights: weights });
    expect(count(steered, 'breakout')).toBeGreaterThanOrEqual(steered.length / 2);
    expect(count(make(), 'breakout')).toBeLessThanOrEqual(6);
  });
  it('moves the sampling of functions', () => {
    const uses = (list: ReturnType<typeof make>, feature: string) =>
      list.filter((c) => ruleFeatures(c.spec).includes(feature)).length;
    const tally = (weights: Record<string, number>): number => {
      let sum = 0;
      for (let seed = 1; seed <= 8; seed++) sum += uses(make({ featureWeights: weights }, seed), 'rsi');
      return sum;
    };
    const plain = tally({});
    expect(tally({ rsi: 1 })).toBeGreaterThan(plain);
    expect(tally({ rsi: -1 })).toBeLessThan(plain);
  });
  it('is named in the rationale, with the lesson', () => {
    const lesson = {
      lessonId: 'le-1',
      claim: 'Trend with sma shows no edge.',
      cause: 'no-edge',
      family: 'trend' as const,
      features: ['sma'],
      regime: 'bull',
      weight: -0.8,
      falsifier: 'Another one passes.',
      evidence: [],
    };
    const steered = make({ lessons: [lesson], featureWeights: { sma: -0.5 } });
    const trend = steered.find((c) => c.spec.family === 'trend');
    expect(trend?.rationale).toContain('le-1');
    expect(steered.some((c) => c.rationale.includes('Memory says of'))).toBe(true);
  });
});

describe('later generations', () => {
  it('descend from the parents and stay new', () => {
    const pool = createPool();
    const random = createRandom('later');
    const first = generate({ generation: 0, population: 16, universe, guidance: guidance(), pool, random });
    const ids = first.map((c) => addToPool(pool, c.spec));
    const parents = ids.slice(0, 5);
    const second = generate({
      generation: 1,
      population: 20,
      universe,
      guidance: guidance({ generation: 0, parents }),
      pool,
      random: random.fork('second'),
    });
    const children = second.filter((c) => c.parents.length > 0);
    expect(children.length).toBeGreaterThanOrEqual(10);
    for (const child of children) for (const parent of child.parents) expect(parents).toContain(parent);
    expect(new Set([...first, ...second].map((c) => behaviourHash(c.spec))).size).toBe(36);
    expect(new Set(children.map((c) => c.operator)).size).toBeGreaterThan(1);
  });
  it('operators give specs that compile or are dropped, and say what changed', () => {
    const specs = make({}, 3, 16).map((c) => c.spec);
    const random = createRandom('operators');
    for (const operator of Object.values(operators))
      for (let k = 0; k < 30; k++) {
        const parents = [specs[k % 16], specs[(k * 5 + 3) % 16]].slice(0, operator.parents) as typeof specs;
        const child = operator.apply(parents, {
          universe,
          featureWeights: {},
          random: random.fork(`${operator.name}${k}`),
        });
        expect(child.change.length).toBeGreaterThan(5);
        expect(compileStrategy(child.spec).ok, JSON.stringify(child.spec.rules)).toBe(true);
      }
  });
});

it('measures likeness: a copy is one, another family is far', () => {
  const [a, b] = [make({}, 1)[0]?.spec, make({}, 1).at(-1)?.spec];
  if (!a || !b) throw new Error('two were made');
  expect(similarity(a, a)).toBeCloseTo(1, 9);
  expect(similarity(a, b)).toBeLessThan(0.6);
  expect(noveltyOf(a, [a])).toBeCloseTo(0, 9);
  expect(noveltyOf(a, [])).toBe(1);
  // Names of parameters make no other strategy.
  const renamed = JSON.parse(JSON.stringify(a).replaceAll('slow', 'calm')) as typeof a;
  expect(behaviourHash(renamed)).toBe(behaviourHash(a));
});

it('reads the universe from the first part of the history only', () => {
  const spoilt = smallMarket();
  for (const { symbol } of spoilt.manifest.instruments) {
    const close = spoilt.series(symbol, '1d')?.columns.close;
    if (close) for (let i = Math.ceil(close.length * learningShare); i < close.length; i++) close[i] = 1 + (i % 7);
  }
  expect(readUniverse(spoilt)).toEqual(universe);
});

describe('the agent', () => {
  const research = {
    seed: 7,
    datasetId: smallMarketId,
    generations: 2,
    population: 8,
    base: { lessons: [], trials: 0, trialSharpeMean: 0, trialSharpeVariance: 0 },
  };
  const regime = {
    datasetId: smallMarketId,
    asOf: 0,
    current: { label: 'bull' as const, volatility: 'low' as const, probabilities: { bull: 1, bear: 0, sideways: 0 } },
    summary: 'A bull market.',
    historyHash: 'r',
    shares: { bull: 1, bear: 0, sideways: 0 },
  };
  const begin = async () => {
    const harness = await startHarness({ agents: [a1Generation], dataset });
    await harness.send('control.research', research);
    await harness.send('strategy.guidance', guidance());
    await harness.send('data.signals', { datasetId: smallMarketId, asOf: 0, signals: [], historyHash: 's' });
    await harness.send('data.regime', regime);
    return harness;
  };
  it('proposes generation after generation and ends the run', async () => {
    const harness = await begin();
    expect(harness.published('strategy.proposed')).toHaveLength(8);
    await harness.send('strategy.guidance', guidance({ generation: 0 }));
    const proposed = harness.published('strategy.proposed');
    expect(proposed.map((p) => p.place.generation)).toEqual([...Array(8).fill(0), ...Array(8).fill(1)]);
    expect(proposed[0]).toMatchObject({ regimeHash: 'r', signalHash: 's', place: { index: 0, of: 8 } });
    await harness.send('strategy.guidance', guidance({ generation: 1 }));
    expect(harness.published('strategy.run').map((r) => r.status)).toEqual(['running', 'running', 'complete']);
  });
  it('publishes the same twice, ignores other runs and a guidance that comes again', async () => {
    const [one, two] = [await begin(), await begin()];
    expect(one.all).toEqual(two.all);
    await one.send('strategy.guidance', guidance());
    await one.send('data.regime', regime, 'run-2');
    expect(one.published('strategy.proposed')).toHaveLength(8);
  });
  it('says so when it lost the run, and when there is nothing to trade', async () => {
    const harness = await startHarness({ agents: [a1Generation], dataset: smallMarket({ bars: 60 }) });
    await harness.send('strategy.guidance', guidance({ generation: 1 }));
    expect(harness.published('strategy.run')[0]).toMatchObject({ status: 'aborted' });
    await harness.send('control.research', research, 'run-3');
    await harness.send('strategy.guidance', guidance(), 'run-3');
    await harness.send('data.signals', { datasetId: smallMarketId, asOf: 0, signals: [], historyHash: 's' }, 'run-3');
    await harness.send('data.regime', regime, 'run-3');
    expect(harness.published('strategy.run')[1]?.reason).toContain('no tradable symbol');
  });
});
