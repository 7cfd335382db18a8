/** The lab on a whole desk: studies run in the workers, count what they try, can be stopped, and answer what a window draws. */
import { describe, expect, it } from 'vitest';
import { deskWorkshop, type TestDesk } from '../../support/open-test-desk.ts';

const shop = deskWorkshop();
const timeout = 120_000;

async function deskWithStrategy(): Promise<{
  desk: TestDesk;
  strategyId: string;
  axes: { name: string; values: number[] }[];
}> {
  const desk = await shop.open();
  await desk.research();
  const rows = Object.values((await desk.view()).strategies).filter((s) => (s.trades ?? 0) > 30);
  for (const { strategyId } of rows) {
    const { spec } = await desk.ask('strategy.dossier', { strategyId });
    const axes = Object.entries(spec.parameters)
      .filter(([, p]) => p.max > p.min)
      .slice(0, 2)
      .map(([name, p]) => ({
        name,
        values: [...new Set([p.min, Number(((p.min + p.max) / 2).toPrecision(3)), p.max].map(Number))].sort(
          (a, b) => a - b,
        ),
      }));
    if (axes.length === 2) return { desk, strategyId, axes };
  }
  throw new Error('the run has no strategy with two parameters');
}

const search = { method: 'grid', budget: 1000, objective: 'sharpe', seed: 1 } as const;

describe('the lab', { timeout }, () => {
  it('sweeps, walks forward and draws paths, and what it tries is counted for the next verdict', async () => {
    const { desk, strategyId, axes } = await deskWithStrategy();
    const finish = async (query: Parameters<typeof desk.ask<'lab.start'>>[1]['query']) => {
      const { studyId } = await desk.ask('lab.start', { strategyId, query });
      const view = await desk.until((v) => v.studies[studyId]?.status !== 'running');
      expect(view.studies[studyId]).toMatchObject({ status: 'complete', fraction: 1, reason: '' });
      return { row: view.studies[studyId], result: await desk.ask('lab.result', { studyId }) };
    };

    const sweep = await finish({ study: 'sweep', axes, ...search });
    if (sweep.result.study !== 'sweep') throw new Error('a sweep was asked for');
    expect(sweep.result.tried).toBe(axes.reduce((n, a) => n * a.values.length, 1));
    expect(sweep.row?.tried).toBe(sweep.result.tried);
    expect(sweep.result.heatMap?.scores).toHaveLength(axes[1]?.values.length ?? 0);

    const walk = await finish({
      study: 'walk-forward',
      axes,
      ...search,
      train: 600,
      test: 300,
      anchored: false,
      purge: 5,
    });
    if (walk.result.study !== 'walk-forward') throw new Error('a walk-forward was asked for');
    expect(walk.result.windows.length).toBeGreaterThanOrEqual(2);
    expect(walk.result.tried).toBe(walk.result.windows.length * sweep.result.tried);
    // The same variants on other stretches are the same trials: each counts once.
    expect(walk.row?.tried).toBe(sweep.result.tried);

    const paths = await finish({
      study: 'monte-carlo',
      method: 'bootstrap',
      paths: 200,
      block: 10,
      ruinLoss: 0.5,
      seed: 3,
    });
    if (paths.result.study !== 'monte-carlo') throw new Error('Monte Carlo was asked for');
    expect(paths.result.paths).toBe(200);
    const { performance, row } = await desk.ask('strategy.dossier', { strategyId });
    expect(paths.result.actual.totalReturn).toBeCloseTo(performance?.totalReturn ?? Number.NaN, 3);
    expect(paths.result.actual.trades).toBe(row.trades);

    // The ledger knows them: the next run starts from a larger count.
    const before = row.trials ?? 0;
    await desk.research({ datasetId: null, seed: 8, generations: 1, population: 4 });
    const newest = Object.values((await desk.view()).strategies).filter((s) => s.runId !== row.runId && s.trials);
    // The variant with the strategy's own values is no new trial.
    for (const s of newest) expect(s.trials ?? 0).toBeGreaterThanOrEqual(before + sweep.result.tried - 1);
    await desk.close();
  });

  it('works on one study at a time, stops it at a word, and refuses what cannot be', async () => {
    const { desk, strategyId, axes } = await deskWithStrategy();
    const wide = axes.map((a) => {
      const [from = 1, to = 2] = [a.values[0], a.values.at(-1)];
      return { name: a.name, values: Array.from({ length: 60 }, (_, i) => from + ((to - from) * i) / 59) };
    });
    const { studyId } = await desk.ask('lab.start', {
      strategyId,
      query: { study: 'sweep', axes: wide, ...search, budget: 10_000 },
    });
    const query = { study: 'monte-carlo', method: 'trades', paths: 100, block: 5, ruinLoss: 0.5, seed: 1 } as const;
    expect((await desk.refused('lab.start', { strategyId, query })).code).toBe('study-in-progress');
    expect((await desk.refused('lab.result', { studyId })).code).toBe('no-result');
    await desk.ask('lab.stop', { studyId });
    const view = await desk.until((v) => v.studies[studyId]?.status !== 'running');
    expect(view.studies[studyId]).toMatchObject({ status: 'stopped', reason: 'Stopped by the person.' });
    expect(view.studies[studyId]?.fraction).toBeLessThan(1);
    expect((await desk.refused('lab.stop', { studyId })).code).toBe('not-running');

    const wrong = await desk.ask('lab.start', {
      strategyId,
      query: { study: 'sweep', axes: [{ name: 'no_such', values: [1, 2] }], ...search },
    });
    const failed = await desk.until((v) => v.studies[wrong.studyId]?.status !== 'running');
    expect(failed.studies[wrong.studyId]).toMatchObject({ status: 'failed' });
    expect(failed.studies[wrong.studyId]?.reason).toContain('no_such');
    expect((await desk.refused('lab.start', { strategyId: 'st-none', query })).code).toBe('unknown-strategy');
    expect((await desk.refused('lab.result', { studyId: 'study-99' })).code).toBe('unknown-study');

    // Closing the desk in the middle of a study ends it too.
    await desk.ask('lab.start', { strategyId, query: { study: 'sweep', axes: wide, ...search, budget: 10_000 } });
    await desk.close();
  });
});
