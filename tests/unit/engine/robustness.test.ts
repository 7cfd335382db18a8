/** Altered markets, neighbours and the studies over whole runs: each finds what was planted, and leaves the sound alone. */
import { describe, expect, it } from 'vitest';
import { backtestPortfolioLimits } from '../../../agents/engine/backtest/limits.ts';
import { runBacktest } from '../../../agents/engine/backtest/run.ts';
import { defaultBacktestCosts } from '../../../agents/engine/backtest/types.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import { crashMarket, shuffledMarket } from '../../../agents/engine/studies/altered-markets.ts';
import { findLookAhead, type SymbolInput } from '../../../agents/engine/studies/look-ahead.ts';
import { neighboursOf } from '../../../agents/engine/studies/neighbours.ts';
import { findRecursion } from '../../../agents/engine/studies/recursion.ts';
import { type RunSpec, studyCrash, studyRobustness } from '../../../agents/engine/studies/robustness.ts';
import { studyFuture } from '../../../agents/engine/studies/run-look-ahead.ts';
import { createRandom } from '../../../shared/core/random.ts';
import { indicators } from '../../../shared/quant/indicators/index.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { makeColumns, smallMarket, specOf, testLimits } from '../../golden/small-market.ts';

const dataset = smallMarket(700);
const dips = specOf({
  rules: { entryLong: 'rsi(close, short) < floor', exitLong: 'rsi(close, short) > top' },
  parameters: { short: 5, floor: 35, top: 60 },
  symbols: ['AAA', 'BBB'],
  protection: { stopLossPercent: 8, timeExitBars: 25 },
});
const limits = backtestPortfolioLimits(testLimits);
const run: RunSpec = (spec, change = {}) =>
  runBacktest({
    spec,
    dataset: change.dataset ?? dataset,
    costs: change.costs ?? defaultBacktestCosts,
    capital: 100_000,
    limits: testLimits,
    gate: createGate({ limits: () => limits, latch: { level: () => 'armed' } }),
    intrabar: 'worst',
  });

/** The market with only some bars of a symbol. */
function shortened(symbol: string, keeps: (i: number) => boolean): typeof dataset {
  const series = dataset.series(symbol, '1d');
  if (!series) throw new Error(`${symbol} has bars`);
  const columns = Object.fromEntries(
    Object.entries(series.columns).map(([name, values]) => [name, (values as Float64Array).filter((_, i) => keeps(i))]),
  ) as unknown as typeof series.columns;
  return {
    ...dataset,
    series: (s, timeframe) =>
      s === symbol && timeframe === '1d' ? { ...series, columns } : dataset.series(s, timeframe),
  };
}

describe('neighbours', () => {
  it('move one parameter at a time, inside its range, the nearest first', () => {
    const near = neighboursOf(dips, 50);
    expect(near.length).toBeGreaterThanOrEqual(9);
    for (const one of near) {
      const moved = Object.keys(dips.parameters).filter((n) => one.parameters[n]?.value !== dips.parameters[n]?.value);
      expect(moved).toHaveLength(1);
      expect(compileStrategy(one).ok).toBe(true);
    }
    expect(near[0]?.parameters.floor?.value).toBe(31);
    expect(neighboursOf(dips, 4)).toHaveLength(4);
  });
});

describe('altered markets', () => {
  it('a shuffled market has the same bars in another order, and is made of possible bars', () => {
    const shuffled = shuffledMarket(dataset, dips, createRandom('s'));
    const [a, b] = [dataset.series('AAA', '1d'), shuffled.series('AAA', '1d')];
    if (!a || !b) throw new Error('both have bars');
    const moves = (c: Float64Array): number[] =>
      Array.from(c.subarray(1), (v, i) => v / (c[i] as number)).sort((x, y) => x - y);
    const [before, after] = [moves(a.columns.close), moves(b.columns.close)];
    for (const [i, v] of before.entries()) expect(after[i]).toBeCloseTo(v, 9);
    expect(Array.from(b.columns.close)).not.toEqual(Array.from(a.columns.close));
    // The drift is the market's own: it ends where the real one ends.
    expect(b.columns.close.at(-1)).toBeCloseTo(a.columns.close.at(-1) as number, 6);
    for (let i = 0; i < b.columns.close.length; i++) {
      const { open, high, low, close } = b.columns;
      expect(high[i] as number).toBeGreaterThanOrEqual(Math.max(open[i] as number, close[i] as number) - 1e-9);
      expect(low[i] as number).toBeLessThanOrEqual(Math.min(open[i] as number, close[i] as number) + 1e-9);
    }
    expect(shuffled.series('IDX', '1d')).toBe(dataset.series('IDX', '1d'));
  });
  it('a crash leaves everything before it as it was', () => {
    const columns = dataset.series('AAA', '1d')?.columns;
    if (!columns) throw new Error('it has bars');
    const time = columns.closeTime[300] as number;
    const crashed = crashMarket(dataset, dips, time, 20, 'long').series('AAA', '1d')?.columns;
    expect(crashed?.close.length).toBe(321);
    expect(Array.from(crashed?.close.subarray(0, 301) ?? [])).toEqual(Array.from(columns.close.subarray(0, 301)));
    expect((crashed?.close[320] as number) / (columns.close[300] as number)).toBeCloseTo(0.97 ** 40, 9);
  });
  it('a crash does not bring back what had stopped trading, and no bar of it closes before its time', () => {
    const time = dataset.series('AAA', '1d')?.columns.closeTime[300] as number;
    const ended = shortened('BBB', (i) => i < 290);
    expect(crashMarket(ended, dips, time, 20, 'long').series('BBB', '1d')?.columns.close).toHaveLength(290);
    const silent = shortened('BBB', (i) => i < 290 || i > 310);
    const { closeTime } = crashMarket(silent, dips, time, 20, 'long').series('BBB', '1d')?.columns ?? {};
    expect(closeTime).toHaveLength(310);
    expect(closeTime?.[290]).toBeGreaterThan(time);
  });
});

describe('crash', () => {
  it('a stop that fires protects', () => {
    const found = studyCrash(dips, dataset, run, run(dips));
    expect(found?.positions).toBeGreaterThanOrEqual(3);
    expect(found?.protectedPositions).toBe(found?.positions);
    expect(found?.worstLoss).toBeLessThan(0.2);
  });
  it('a position that nothing closes is found, whatever its specification promises', () => {
    const broken: RunSpec = (spec, change) =>
      run({ ...spec, protection: { ...spec.protection, stopLossPercent: null, timeExitBars: null } }, change);
    const found = studyCrash(dips, dataset, broken, broken(dips));
    expect(found?.protectedPositions).toBeLessThan(found?.positions as number);
    expect(found?.evidence).toMatch(/^long (AAA|BBB) is (still open|closed) after losing \d+ % in 30 falling bars$/);
  });
});

describe('whole runs with another future', () => {
  it('nothing moves in the engine', () => {
    expect(studyFuture(dips, dataset, run, run(dips))).toMatchObject({ cuts: 3, evidence: null });
  });
  it('a symbol that was delisted on the way is no look-ahead', () => {
    const ended = shortened('BBB', (i) => i < 290);
    const onEnded: RunSpec = (spec, change = {}) => run(spec, { ...change, dataset: change.dataset ?? ended });
    expect(studyFuture(dips, ended, onEnded, onEnded(dips))).toMatchObject({ cuts: 3, evidence: null });
  });
  it('a size that knows the end of the history is found, with the day', () => {
    const leaking: RunSpec = (spec, change = {}) => {
      const result = run(spec, change);
      const last = (change.dataset ?? dataset).series('AAA', '1d')?.columns.close.at(-1) as number;
      return {
        ...result,
        trades: result.trades.map((t) => ({ ...t, quantity: t.quantity + (last > 40 ? 1 : 0) + last / 1e6 })),
      };
    };
    const found = studyFuture(dips, dataset, leaking, leaking(dips));
    expect(found?.evidence).toMatch(/with another future from \d{4}-\d\d-\d\d on, "\d{4}-\d\d-\d\dT/);
  });
});

describe('robustness', () => {
  it('is the same for the same seed, and counts its runs', () => {
    const options = {
      seed: 3,
      neighbours: 6,
      noiseMarkets: 3,
      draws: 2000,
      costs: defaultBacktestCosts,
      barsPerYear: 252,
    };
    const one = studyRobustness(dips, dataset, run, [], options);
    expect(studyRobustness(dips, dataset, run, [], options)).toEqual(one);
    expect(one.runs).toBe(2 + 6 + 3 + (one.crash?.positions ?? 0) + 3);
    expect(one.noise?.markets).toBe(3);
    expect(one.capacity?.volumeShare).toBeGreaterThan(0);
    expect(one.permutation?.draws).toBe(2000);
  });
});

describe('columns behind the rules', () => {
  const inputs: SymbolInput[] = [{ symbol: 'A', columns: makeColumns('A', 1500) }];
  const compiled = compileStrategy(dips);
  if (!compiled.ok) throw new Error('it compiles');
  it('an indicator that looks ahead is found although no rule moves', () => {
    const found = findLookAhead(
      (input) => ({
        ...compiled.value.signals(input),
        columns: { centred: input.columns.close.map((c, i, all) => ((all[i - 1] ?? c) + c + (all[i + 1] ?? c)) / 3) },
      }),
      inputs,
      8,
      1,
    );
    expect(found).toMatchObject({ passed: false, columns: 8 });
    expect(found.evidence).toMatch(/^centred of A at bar \d+ changes when/);
  });
  it('windows settle at once, recursive averages later, sums never', () => {
    const compute = (name: string, parameters: number[]) => (input: SymbolInput) => {
      const { high, low, close, volume } = input.columns;
      const columns = name === 'obv' ? [close, volume] : name === 'atr' ? [high, low, close] : [close];
      return { [name]: indicators[name]?.compute(columns, parameters) ?? new Float64Array() };
    };
    const of = (name: string, warmUp: number, ...parameters: number[]) =>
      findRecursion(compute(name, parameters), warmUp, inputs)[0];
    expect(of('sma', 20, 20)).toMatchObject({ driftAtWarmUp: 0, settlesAfter: 0 });
    expect(of('rsi', 20, 14)?.driftAtWarmUp).toBeGreaterThan(0.01);
    expect(of('rsi', 20, 14)?.settlesAfter).toBeGreaterThanOrEqual(50);
    expect(of('obv', 5)?.settlesAfter).toBeNull();
  });
});
