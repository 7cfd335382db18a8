/** The sweep in the worker pool: both engines, all methods, the same answer for any number of workers, progress and a stop that is obeyed. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { defaultStrategyLimits } from '../../../agents/engine/orders/default-limits.ts';
import type { StudyProgress } from '../../../agents/engine/studies/dispatch.ts';
import { createEvaluate, gatedPerformance } from '../../../agents/engine/studies/evaluate.ts';
import { recordTrials, runSweep } from '../../../agents/engine/studies/sweep/run-sweep.ts';
import type { SweepRequest } from '../../../agents/engine/studies/sweep/sweep.ts';
import { smallMarket } from '../../support/small-market.ts';
import { axis, clock, createPools, crossingSpec, studyOf } from '../../support/study-fixture.ts';

const dataset = smallMarket({ bars: 900, symbols: 2 });
const pools = createPools(dataset);
afterAll(() => pools.close());
// Workers load the engine when they start, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const requestOf = (more: Partial<SweepRequest> = {}, spec = crossingSpec): SweepRequest => ({
  study: studyOf(dataset, spec),
  space: [axis('fast=5:20:5'), axis('slow=20:60:10')],
  method: 'grid',
  budget: 1000,
  objective: 'sharpe',
  leastTrades: 1,
  seed: 1,
  engine: 'auto',
  ...more,
});
const sweep = async (request: SweepRequest, workers = 2, watch = {}) => {
  const result = await runSweep(request, { runtime: pools.runtime(workers), watch, dataset });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

describe('a grid', () => {
  it('tries every point once and finds the best, its surroundings and its map', async () => {
    const result = await sweep(requestOf());
    expect(result).toMatchObject({ tried: 20, size: 20, engine: 'fast', stopped: false });
    expect(new Set(result.variants.map((v) => JSON.stringify(v.parameters))).size).toBe(20);
    const scores = result.variants.map((v) => v.score ?? Number.NEGATIVE_INFINITY);
    expect(result.best?.score).toBe(Math.max(...scores));
    expect(result.heatMap?.scores.flat().filter((s) => s !== null).length).toBe(
      result.variants.filter((v) => v.score !== null).length,
    );
    expect(result.plateau?.neighbours).toBeGreaterThanOrEqual(3);
  });

  it('agrees with the engine itself up to whole shares and the price it sizes by', async () => {
    const request = requestOf({ space: [axis('fast=5:20:5'), axis('slow=20:60:20')] });
    const rich = {
      ...request,
      study: {
        ...request.study,
        capital: 1e5,
        limits: { ...defaultStrategyLimits, maxDrawdownShare: 1, maxDailyLossShare: 1 },
      },
    };
    const fast = await sweep({ ...rich, engine: 'fast' });
    const full = await sweep({ ...rich, engine: 'full' });
    expect(full.engine).toBe('full');
    fast.variants.forEach((v, i) => {
      const other = full.variants[i];
      expect(other?.parameters).toEqual(v.parameters);
      expect(other?.summary.trades).toBe(v.summary.trades);
      // The engine sizes by the close before the fill and buys whole shares.
      expect(Math.abs((other?.summary.totalReturn ?? 9) - v.summary.totalReturn)).toBeLessThan(0.01);
      expect(Math.abs((other?.summary.sharpe ?? 0) - (v.summary.sharpe ?? 0))).toBeLessThan(0.06);
    });
  });

  it('gives the same bytes for one worker and for three, with either kernel', async () => {
    const one = await sweep(requestOf({ kernel: 'vector' }), 1);
    expect(await sweep(requestOf({ kernel: 'vector' }), 3)).toEqual(one);
    expect(await sweep(requestOf({ kernel: 'plain' }), 2)).toEqual(one);
  });
});

describe('searching', () => {
  const space = [axis('fast=2:40:1'), axis('slow=10:120:2')];
  it.each(['random', 'tpe', 'cma-es'])(
    '%s tries distinct points within its budget, the same for the same seed',
    async (method) => {
      const request = requestOf({ space, method, budget: 90, seed: 5 });
      const result = await sweep(request, 1);
      expect(new Set(result.variants.map((v) => v.point.join())).size).toBe(result.tried);
      expect(result.tried).toBeLessThanOrEqual(90);
      expect(result.tried).toBeGreaterThan(20);
      expect(await sweep(request, 3)).toEqual(result);
      expect(await sweep({ ...request, seed: 6 }, 2)).not.toEqual(result);
    },
  );

  it('refuses a grid larger than its budget, an unknown parameter and a method there is not', async () => {
    const refused = async (more: Partial<SweepRequest>) => {
      const context = { runtime: pools.runtime(1), watch: {}, dataset };
      const result = await runSweep(requestOf(more), context);
      return result.ok ? 'accepted' : result.error.message;
    };
    expect(await refused({ budget: 10 })).toContain('The grid has 20 points');
    expect(await refused({ space: [axis('speed=1:3')] })).toContain('no parameter "speed"');
    expect(await refused({ method: 'guess' })).toContain('no search method "guess"');
  });
});

describe('watching', () => {
  it('tells how far it is and stops at once with what was done', async () => {
    await sweep(requestOf({ space: [axis('fast=5'), axis('slow=20')], engine: 'full' }));
    const stop = new AbortController();
    const seen: StudyProgress[] = [];
    let askedAt = 0;
    const result = await sweep(
      requestOf({ space: [axis('fast=2:40:1'), axis('slow=41:120:1')], engine: 'full', budget: 5000 }),
      2,
      {
        signal: stop.signal,
        onProgress: (p: StudyProgress) => {
          seen.push(p);
          if (p.done < 8 || stop.signal.aborted) return;
          askedAt = clock.elapsedMs();
          stop.abort();
        },
      },
    );
    // 60 ms of grace and the end of a worker; the rest is for a busy machine.
    expect(clock.elapsedMs() - askedAt).toBeLessThan(300);
    expect(result.stopped).toBe(true);
    expect(result.tried).toBeLessThan(result.size);
    expect(result.tried).toBe(result.variants.length);
    expect(seen.at(-1)).toMatchObject({ what: 'variants', total: 39 * 80 });
    expect(pools.of(2).stats().busy).toBe(0);
  });
});

it('runs on columns what the gated backtest runs, when no limit is in the way', () => {
  const study = studyOf(dataset);
  const input = { ...study, dataset, limits: { ...study.limits, maxDrawdownShare: 1, maxDailyLossShare: 1 } };
  for (const parameters of [
    { fast: 5, slow: 20 },
    { fast: 12, slow: 50 },
  ]) {
    const columns = createEvaluate(input)(parameters).performance;
    const gated = gatedPerformance(input, parameters);
    expect(columns.trades).toBe(gated.trades);
    expect(columns.trades).toBeGreaterThan(5);
    // The backtest's equity is rounded to hundredths of a cent.
    for (const name of ['totalReturn', 'sharpe', 'maxDrawdown', 'expectancy', 'costs'] as const)
      expect(columns[name] ?? 0).toBeCloseTo(gated[name] ?? 0, name === 'costs' ? 2 : 5);
  }
});

it('writes every variant to the ledger of trials under a name of its own', async () => {
  const { variants, tried } = await sweep(requestOf());
  const rows: { specHash: string; barSharpe: number }[] = [];
  const of = { spec: crossingSpec, datasetId: dataset.manifest.id, runId: 'run-1', at: 5 };
  await recordTrials(variants, of, { record: async (trial) => void rows.push(trial) });
  expect(rows.length).toBe(tried);
  expect(new Set(rows.map((row) => row.specHash)).size).toBe(tried);
  expect(rows.every((row) => Number.isFinite(row.barSharpe))).toBe(true);
});
