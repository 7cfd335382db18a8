/** Scenarios: shocks that do what their names say and touch nothing before them, delay, costs, slices, and runs in workers. */
import { afterAll, describe, expect, it, vi } from 'vitest';
import { createEvaluate } from '../../../agents/engine/studies/evaluate.ts';
import { delayed } from '../../../agents/engine/studies/scenarios/delay.ts';
import { plainRegimes, regimeSlices } from '../../../agents/engine/studies/scenarios/regime-slices.ts';
import { runScenarios } from '../../../agents/engine/studies/scenarios/run-scenarios.ts';
import { runScenario, usualScenarios } from '../../../agents/engine/studies/scenarios/scenario.ts';
import { type ShockName, shockedDataset, shockNames } from '../../../agents/engine/studies/scenarios/shocks.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { smallMarket } from '../../support/small-market.ts';
import { createPools, crossingSpec, studyOf } from '../../support/study-fixture.ts';

const dataset = smallMarket({ bars: 900, symbols: 2 });
const pools = createPools(dataset);
afterAll(() => pools.close());
// Workers load the engine when they start, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 120_000 });
const columnsOf = (source = dataset, symbol = 'SA') => {
  const columns = source.series(symbol, '1d')?.columns;
  if (columns === undefined) throw new Error(`${symbol} has bars`);
  return columns;
};
const row = 400;
const time = columnsOf().closeTime[row] as number;
const shocked = (name: ShockName) => columnsOf(shockedDataset(dataset, ['SA'], name, time));
const step = (close: Float64Array, i: number): number => (close[i] as number) / (close[i - 1] as number);

describe('shocks', () => {
  it.each(shockNames)('%s leaves the past, the other symbols and the order of prices alone', (name) => {
    const changed = shockedDataset(dataset, ['SA'], name, time);
    expect(changed.series('SB', '1d')).toBe(dataset.series('SB', '1d'));
    const c = columnsOf(changed);
    expect(c.close.subarray(0, row)).toEqual(columnsOf().close.subarray(0, row));
    expect(c.close).not.toEqual(columnsOf().close);
    for (let i = 0; i < c.close.length; i++) {
      expect(c.high[i]).toBeGreaterThanOrEqual(Math.max(c.open[i] as number, c.close[i] as number) * (1 - 1e-12));
      expect(c.low[i]).toBeLessThanOrEqual(Math.min(c.open[i] as number, c.close[i] as number) * (1 + 1e-12));
    }
  });

  it('do what their names say', () => {
    const close = columnsOf().close;
    expect(step(shocked('overnight gap of -15 %').close, row) / step(close, row)).toBeCloseTo(0.85, 12);
    const halted = shocked('halt of 10 bars');
    for (let i = row; i < row + 10; i++) expect([halted.close[i], halted.volume[i]]).toEqual([close[row - 1], 0]);
    expect(halted.close[row + 10]).toBe(close[row + 10]);
    const wild = shocked('volatility x3 for 60 bars').close;
    for (const i of [row, row + 30, row + 59])
      expect(Math.log(step(wild, i))).toBeCloseTo(3 * Math.log(step(close, i)), 12);
    expect(step(wild, row + 60)).toBeCloseTo(step(close, row + 60), 12);
    const crashed = shocked('crash of five bars');
    for (let i = row; i < row + 5; i++) {
      expect(step(crashed.close, i)).toBeCloseTo(0.92, 12);
      expect(crashed.high[i]).toBeLessThan(crashed.close[i - 1] as number);
    }
    expect(step(crashed.close, row + 5)).toBeCloseTo(step(close, row + 5), 12);
  });
});

it('hears its own signals later', () => {
  const signalsOf = (spec: typeof crossingSpec) => {
    const compiled = compileStrategy(spec);
    if (!compiled.ok) throw new Error(compiled.error.message);
    return compiled.value.signals({ columns: columnsOf() });
  };
  const own = signalsOf(crossingSpec);
  const late = signalsOf(delayed(crossingSpec, 2));
  expect(own.entryLong.reduce((a, b) => a + b, 0)).toBeGreaterThan(3);
  for (const name of ['entryLong', 'exitLong'] as const)
    expect(late[name].subarray(2)).toEqual(own[name].subarray(0, own[name].length - 2));
});

it('loses what more costs take, and has nothing to say about windows without data', () => {
  const input = { ...studyOf(dataset), dataset };
  const cost = (times: number): number =>
    runScenario(input, { group: 'costs', name: '', commissionTimes: times, slippageTimes: times }).performance
      ?.totalReturn as number;
  expect(cost(1)).toBe(createEvaluate(input)({}).performance.totalReturn);
  expect(cost(2)).toBeLessThan(cost(1));
  expect(cost(3)).toBeLessThan(cost(2));
  const gone = { from: Date.UTC(1990, 0, 1), to: Date.UTC(1990, 6, 1) };
  expect(runScenario(input, { group: 'crisis', name: 'before', window: gone }).performance).toBeNull();
  const all = usualScenarios(Date.UTC(2010, 0, 1), Date.UTC(2016, 0, 1), time);
  expect(all.filter((s) => s.group === 'crisis').map((s) => s.name.split(' 20')[0])).toContain('Flash crash');
  expect(all.some((s) => s.name.startsWith('Dot-com'))).toBe(false);
});

it('shows a crisis as it was lived through, with what was held when it began', () => {
  const input = { ...studyOf(dataset), dataset };
  const { times, equity, trades } = createEvaluate(input)({});
  const held = trades.find((t) => t.barsHeld >= 12);
  if (held === undefined) throw new Error('a trade is held for some bars');
  const first = Array.from(times).findIndex((t) => t > held.entryTime) + 2;
  const window = { from: times[first] as number, to: times[first + 6] as number };
  const { performance } = runScenario(input, { group: 'crisis', name: 'inside a trade', window });
  expect(performance?.bars).toBe(7);
  expect(performance?.totalReturn).toBeCloseTo((equity[first + 6] as number) / (equity[first - 1] as number) - 1, 12);
  expect(performance?.totalReturn).not.toBe(0);
});

it('slices returns so that the slices make up the whole, by labels that know only the past', () => {
  const slices = regimeSlices([0.1, -0.05, 0.02, 0.03], ['a', 'b', 'a', 'b'], 252);
  expect(slices.map((s) => [s.label, s.bars])).toEqual([
    ['a', 2],
    ['b', 2],
  ]);
  const whole = slices.reduce((growth, s) => growth * (1 + s.totalReturn), 1);
  expect(whole).toBeCloseTo(1.1 * 0.95 * 1.02 * 1.03, 12);
  const close = columnsOf().close;
  const labels = plainRegimes(close);
  const cut = plainRegimes(close.slice(0, 500));
  expect(labels.slice(0, 500)).toEqual(cut);
  const changed = close.slice();
  changed[499] = 1e6;
  expect(plainRegimes(changed).slice(0, 500)).toEqual(cut);
  expect(new Set(labels).size).toBeGreaterThan(3);
});

it('runs them all in workers, the same for any number of them', async () => {
  const run = (workers: number) =>
    runScenarios(studyOf(dataset), {}, { runtime: pools.runtime(workers), watch: {}, dataset });
  const one = await run(1);
  expect(await run(2)).toEqual(one);
  if (!one.ok) throw new Error(one.error.message);
  expect(one.value.outcomes.filter((o) => o.group === 'costs').length).toBe(9);
  expect(one.value.outcomes.filter((o) => o.group === 'shock').length).toBe(shockNames.length + 1);
  expect(one.value.uncovered).toContain('COVID-19');
  expect(one.value.regimes.reduce((sum, r) => sum + r.bars, 0)).toBe(900);
});
