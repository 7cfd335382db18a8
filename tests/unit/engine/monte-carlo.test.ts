/** Monte Carlo: paths by hand, figures against closed forms, seeds that hold for any number of workers, and noise that keeps bars whole. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { fanOf } from '../../../agents/engine/studies/monte-carlo/fan.ts';
import { noisyColumns, noisyDataset } from '../../../agents/engine/studies/monte-carlo/noise.ts';
import { pathOf, resamplings, walk } from '../../../agents/engine/studies/monte-carlo/paths.ts';
import {
  type MonteCarloMethod,
  monteCarloMethods,
  runMonteCarlo,
  tradeReturns,
} from '../../../agents/engine/studies/monte-carlo/run-monte-carlo.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { smallMarket } from '../../support/small-market.ts';
import { createPools, studyOf } from '../../support/study-fixture.ts';

const dataset = smallMarket({ bars: 900, symbols: 2 });
const pools = createPools(dataset);
afterAll(() => pools.close());
// Workers load the engine when they start, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });

const run = async (method: MonteCarloMethod, workers: number, more = {}) => {
  const request = {
    study: studyOf(dataset),
    method,
    paths: 250,
    seed: 3,
    block: 10,
    noise: 0.3,
    ruinLoss: 0.5,
    ...more,
  };
  const result = await runMonteCarlo(request, { runtime: pools.runtime(workers), watch: {}, dataset });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

it('walks a path', () => {
  expect(walk([0.1, -0.5, 1], [0, 1, 2], 3)).toEqual({
    growth: Float64Array.of(1, 1.1, 0.55, 1.1),
    maxDrawdown: 0.55 / 1.1 - 1,
    lowest: 0.55,
  });
  expect(walk([0.1, -0.5, 1], [2, 2, 0], 1).growth).toEqual(Float64Array.of(1, 2 * 2 * 1.1));
  expect(pathOf(100, [110, 55], 2).growth[2]).toBeCloseTo(0.55, 12);
});

it('keeps the trades when it shuffles, draws whole blocks, and wraps around', () => {
  const random = createRandom('paths');
  expect([...resamplings.shuffle(9, 1, random)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
  const block = resamplings.block(100, 10, random);
  for (let i = 0; i < 100; i++) if (i % 10 > 0) expect(block[i]).toBe(((block[i - 1] as number) + 1) % 100);
});

it('finds the moments and the ruin that chance must give', () => {
  const random = createRandom('coin');
  const returns = [0.1, -0.1];
  const paths = Array.from({ length: 20_000 }, () => walk(returns, resamplings.trades(2, 1, random), 2));
  const fan = fanOf(paths, walk(returns, [0, 1], 2), 0.85);
  // Two tosses: 1.21, 0.99 twice, 0.81; only the last falls below 0.85.
  expect(fan.totalReturn.mean).toBeCloseTo((0.21 - 0.01 - 0.01 - 0.19) / 4, 2);
  expect(Math.abs(fan.ruinProbability - 0.25)).toBeLessThan(4 * fan.ruinError);
  expect(fan.lossProbability).toBeCloseTo(0.75, 1);
  expect(fan.bands.find((b) => b.level === 0.5)?.values.at(-1)).toBeCloseTo(0.99, 12);
});

it('moves whole bars and leaves the dataset as it was', () => {
  const columns = dataset.series('SA', '1d')?.columns;
  if (columns === undefined) throw new Error('SA has bars');
  const before = columns.close.slice();
  const noisy = noisyColumns(columns, 0.5, createRandom('noise'));
  for (let i = 0; i < before.length; i++) {
    const ratio = (noisy.close[i] as number) / (columns.close[i] as number);
    for (const name of ['open', 'high', 'low'] as const)
      expect((noisy[name][i] as number) / (columns[name][i] as number)).toBeCloseTo(ratio, 12);
  }
  expect(columns.close).toEqual(before);
  expect(noisyColumns(columns, 0, createRandom('noise')).close).toEqual(before);
  const changed = noisyDataset(dataset, ['SA'], 0.5, createRandom('noise'));
  expect(changed.series('SB', '1d')).toBe(dataset.series('SB', '1d'));
  expect(changed.series('SA', '1d')?.columns.close[5]).not.toBe(before[5]);
});

it('takes the result of a trade as a share of the equity before it', () => {
  const trade = (entryTime: number, exitTime: number, pnl: number) => ({ entryTime, exitTime, pnl }) as never;
  const outcome = { capital: 100, times: [1, 2, 3, 4], equity: [100, 110, 110, 99], tradedNotional: 0, costs: 0 };
  const all = { ...outcome, performance: {} as never, trades: [trade(2.5, 4, -11), trade(0.5, 2, 10)] };
  expect([...tradeReturns(all)]).toEqual([0.1, -0.1]);
});

describe.each(monteCarloMethods)('%s', (method) => {
  it('gives the same bytes for the same seed whatever the number of workers', async () => {
    const paths = method === 'noise' ? 30 : 250;
    const one = await run(method, 1, { paths });
    expect(await run(method, 3, { paths })).toEqual(one);
    expect(one.fan?.paths).toBe(paths);
    expect(one.fan?.bands.every((b) => b.values.length === 101)).toBe(true);
    const other = await run(method, 2, { paths, seed: 4 });
    expect(other.fan?.maxDrawdown).not.toEqual(one.fan?.maxDrawdown);
    if (method === 'shuffle') expect(other.fan?.totalReturn.deviation).toBeLessThan(1e-12);
  });
});
