/** A0 tells regimes apart with what was known, and says so in words. */
import { describe, expect, it } from 'vitest';
import { a0Macro } from '../../../agents/analysis/a0-macro.ts';
import { filterStep, fitModel, type HiddenMarkovModel } from '../../../agents/analysis/regime/hidden-markov.ts';
import { marketIndex } from '../../../agents/analysis/regime/market-index.ts';
import { type RegimeHistory, walkRegimes } from '../../../agents/analysis/regime/walk-forward.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { startHarness } from '../../support/agent-harness.ts';
import { smallMarket, smallMarketId } from '../../support/small-market.ts';

const signals = { datasetId: smallMarketId, asOf: 0, signals: [], historyHash: 'h' };

describe('the regime walk', () => {
  const dataset = smallMarket({ bars: 1300 });
  const index = marketIndex(dataset);
  if (!index) throw new Error('the small market has an index');
  const walk = walkRegimes(index, dataset.macro);

  it('finds the planted phases more often than chance, and never while nothing is known', () => {
    const hits = { bull: 0, bear: 0 };
    const days = { bull: 0, bear: 0 };
    walk.history.labels.forEach((label, i) => {
      const phase = i % 400;
      // Sixty days after a turn a filter over months of data may be asked.
      const planted = phase >= 60 && phase < 200 ? 'bull' : phase >= 260 && phase < 300 ? 'bear' : undefined;
      if (i < 250 || planted === undefined) return;
      days[planted]++;
      if (label === planted) hits[planted]++;
    });
    expect(hits.bull / days.bull).toBeGreaterThan(0.5);
    expect(hits.bear / days.bear).toBeGreaterThan(0.5);
    expect(new Set(walk.history.labels.slice(0, 90))).toEqual(new Set(['sideways']));
  });

  it('gives probabilities that sum to one and labels that last', () => {
    for (const p of walk.probabilities) expect(p.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    let since = 0;
    let shortest = Number.POSITIVE_INFINITY;
    walk.history.labels.forEach((label, i) => {
      if (i > 0 && label !== walk.history.labels[i - 1]) {
        shortest = Math.min(shortest, i - since);
        since = i;
      }
    });
    expect(shortest).toBeGreaterThanOrEqual(10);
  });

  it('says the storm is a storm', () => {
    const at = (from: number, to: number) => walk.history.volatility.slice(from, to);
    const high = (labels: readonly string[]) => labels.filter((l) => l === 'high').length / labels.length;
    expect(high(at(625, 700))).toBeGreaterThan(0.8);
    expect(high(at(900, 1000))).toBeLessThan(0.2);
  });
});

it('makes an equal-weight index where the dataset names no benchmark', () => {
  const dataset = smallMarket({ bars: 300, symbols: 3 });
  const index = marketIndex({ ...dataset, manifest: { ...dataset.manifest, benchmark: null } });
  expect(index?.name).toBe('equal weight of 4 symbols');
  expect(index?.close.length).toBe(300);
  expect(index?.close[0]).toBeCloseTo(100, 9);
});

it('fits two well separated states and keeps their order', () => {
  const random = createRandom('states');
  const rows = Array.from({ length: 400 }, (_, i) => [(Math.floor(i / 50) % 2 === 0 ? -2 : 2) + 0.5 * random.normal()]);
  const prior: HiddenMarkovModel = {
    transition: [
      [0.95, 0.05],
      [0.05, 0.95],
    ],
    mean: [[-1], [1]],
    variance: [[1], [1]],
  };
  const fitted = fitModel(rows, prior, prior, { iterations: 5, priorDays: 5 });
  expect(fitted.mean[0]?.[0]).toBeCloseTo(-2, 0);
  expect(fitted.mean[1]?.[0]).toBeCloseTo(2, 0);
  expect(filterStep(fitted, [0.5, 0.5], [2])[1]).toBeGreaterThan(0.5);
});

it('publishes the regime with an artefact as long as the history, the same twice', async () => {
  const run = async () => {
    const harness = await startHarness({ agents: [a0Macro], dataset: smallMarket({ bars: 500 }) });
    await harness.send('data.signals', signals);
    return harness;
  };
  const [one, two] = [await run(), await run()];
  expect(one.all).toEqual(two.all);
  const [regime] = one.published('data.regime');
  expect(regime?.summary).toMatch(/^INDEX is in a (bull|bear|sideways) market/);
  const history = one.artefacts.get(regime?.historyHash ?? '') as RegimeHistory;
  expect(history.times).toHaveLength(500);
  expect(history.labels).toHaveLength(500);
  expect((regime?.shares.bull ?? 0) + (regime?.shares.bear ?? 0) + (regime?.shares.sideways ?? 0)).toBeCloseTo(1, 9);
});
