/** Walk-forward: windows that never overlap, tests stitched into one account, and figures that follow from the windows. */
import fc from 'fast-check';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createEvaluate } from '../../../agents/engine/studies/evaluate.ts';
import { runSweep } from '../../../agents/engine/studies/sweep/run-sweep.ts';
import { runWalkForward } from '../../../agents/engine/studies/walk-forward/run-walk-forward.ts';
import { driftOf, stitch } from '../../../agents/engine/studies/walk-forward/stitch.ts';
import { walkForwardWindows } from '../../../agents/engine/studies/walk-forward/windows.ts';
import { smallMarket } from '../../support/small-market.ts';
import { axis, createPools, studyOf } from '../../support/study-fixture.ts';

const dataset = smallMarket({ bars: 900, symbols: 2 });
const pools = createPools(dataset);
afterAll(() => pools.close());
// Workers load the engine when they start, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

describe('windows', () => {
  it('train only before a test with the gap between, and test every bar at most once', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 50, max: 3000 }),
        fc.integer({ min: 10, max: 800 }),
        fc.integer({ min: 2, max: 400 }),
        fc.boolean(),
        fc.nat(20),
        fc.nat(20),
        (bars, train, test, anchored, purge, embargo) => {
          const cut = walkForwardWindows(bars, { train, test, anchored, purge, embargo });
          if (!cut.ok) {
            expect(train + purge + embargo + test / 2).toBeGreaterThan(bars);
            return;
          }
          let end = -1;
          for (const w of cut.value) {
            expect(w.train.from).toBeGreaterThanOrEqual(0);
            expect(w.test.from - w.train.to).toBe(purge + embargo);
            expect(w.train.to - w.train.from).toBe(anchored ? w.train.to : train);
            expect(w.test.to).toBeLessThanOrEqual(bars);
            expect(w.test.to - w.test.from).toBeGreaterThanOrEqual(Math.floor(test / 2));
            if (end >= 0) expect(w.test.from).toBe(end);
            end = w.test.to;
          }
        },
      ),
      { seed: 4 },
    );
  });

  it('are these, for a history of twelve bars', () => {
    const options = { train: 4, test: 3, anchored: false, purge: 1, embargo: 0 };
    expect(walkForwardWindows(12, options)).toEqual({
      ok: true,
      value: [
        { train: { from: 0, to: 4 }, test: { from: 5, to: 8 } },
        { train: { from: 3, to: 7 }, test: { from: 8, to: 11 } },
      ],
    });
    expect(walkForwardWindows(5, options)).toMatchObject({ ok: false, error: { code: 'too-short' } });
  });
});

it('stitches runs so that each goes on with what the one before left', () => {
  const run = (equity: number[], pnl: number) => ({
    capital: 100,
    times: equity.map((_, i) => i),
    equity,
    trades: [{ pnl, fees: 1 } as never],
    performance: {} as never,
    tradedNotional: 0,
    costs: 0,
  });
  const stitched = stitch(1000, [run([110, 120], 20), run([90, 50], -50)]);
  expect(stitched.equity).toEqual([1100, 1200, 1080, 600]);
  expect(stitched.trades.map((t) => t.pnl)).toEqual([20, -60]);
});

it('tells how parameters wander', () => {
  const space = [axis('a=0:10:1')];
  expect(driftOf(space, [{ a: 2 }, { a: 2 }, null, { a: 7 }])).toEqual([
    { name: 'a', values: [2, 2, null, 7], changedShare: 0.5, meanStep: 0.25 },
  ]);
});

describe('a walk', () => {
  const sweep = {
    study: studyOf(dataset),
    space: [axis('fast=3:12:3'), axis('slow=15:40:5')],
    method: 'grid',
    budget: 100,
    objective: 'return' as const,
    leastTrades: 1,
    seed: 1,
    engine: 'auto' as const,
  };
  const context = (workers: number) => ({ runtime: pools.runtime(workers), watch: {}, dataset });
  const options = { train: 300, test: 150, anchored: false, purge: 5, embargo: 5 };

  it('chooses on each training window what a sweep of it chooses, and judges it by a run of the test window', async () => {
    const walk = await runWalkForward({ sweep, ...options }, context(2));
    if (!walk.ok) throw new Error(walk.error.message);
    const { windows, tried, outOfSample, performance, efficiency } = walk.value;
    expect(windows.length).toBe(4);
    expect(tried).toBe(4 * 24);
    const evaluate = createEvaluate({ ...sweep.study, dataset });
    let growth = 1;
    for (const w of windows) {
      expect(w.test.from).toBeGreaterThan(w.train.to);
      const alone = await runSweep({ ...sweep, window: w.train }, context(2));
      expect(alone.ok && alone.value.best?.parameters).toEqual(w.chosen);
      if (w.chosen !== null) growth *= (Array.from(evaluate(w.chosen, w.test).equity).at(-1) ?? 0) / 100_000;
    }
    expect(outOfSample.equity.at(-1)).toBeCloseTo(100_000 * growth, 4);
    expect(performance?.totalReturn).toBeCloseTo(growth - 1, 9);
    const inSample = windows.flatMap((w) => w.inSample?.annualReturn ?? []);
    const mean = inSample.reduce((a, b) => a + b, 0) / inSample.length;
    expect(efficiency).toBeCloseTo((performance?.annualReturn ?? 0) / mean, 12);
  });

  it('gives the same for any number of workers, anchored too', async () => {
    const one = await runWalkForward({ sweep, ...options, anchored: true }, context(1));
    expect(await runWalkForward({ sweep, ...options, anchored: true }, context(3))).toEqual(one);
    expect(one.ok && new Set(one.value.windows.map((w) => w.train.from)).size).toBe(1);
  });
});
