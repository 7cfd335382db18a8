/** The future scramble finds planted leaks and leaves clean strategies alone; the warm-up test finds long memories. */
import { describe, expect, test } from 'vitest';
import { findLookAhead, type SignalMaker, type SymbolInput } from '../../../agents/engine/studies/look-ahead.ts';
import { findWarmUpDrift } from '../../../agents/engine/studies/warm-up.ts';
import { compileStrategy, type RuleMarket, type StrategySignals } from '../../../shared/strategy/compile.ts';
import { makeColumns, specOf } from '../../golden/small-market.ts';

const inputs: SymbolInput[] = ['A', 'B'].map((symbol) => ({
  symbol,
  columns: makeColumns(symbol, 400),
  signal: Float64Array.from({ length: 400 }, (_, i) => Math.sin(i)),
}));
const maker = (rules: Parameters<typeof specOf>[0]['rules']): SignalMaker => {
  const compiled = compileStrategy(specOf({ rules }));
  if (!compiled.ok) throw new Error(compiled.error.message);
  return (input) => compiled.value.signals(input);
};
const clean = maker({
  entryLong: 'cross_over(ema(close, 5), ema(close, 20)) and signal() > 0',
  exitLong: 'rsi(close, 5) > 70',
});
/** A leak: entryLong made from the closes by a function that may peek. */
const leaking =
  (peek: (close: Float64Array, i: number) => boolean): SignalMaker =>
  (input): StrategySignals => ({
    ...clean(input),
    entryLong: Uint8Array.from(input.columns.close, (_, i) => +peek(input.columns.close, i)),
  });
const at = (close: Float64Array, i: number): number => close[i] ?? Number.NaN;
const whole = (close: Float64Array) => {
  const mean = close.reduce((a, b) => a + b, 0) / close.length;
  return {
    mean,
    deviation: Math.sqrt(close.reduce((a, b) => a + (b - mean) ** 2, 0) / close.length),
    max: Math.max(...close),
    min: Math.min(...close),
  };
};

/** Two symbols in one market; rules of B may look at A. */
const seen = new Map(['A', 'B'].map((symbol) => [symbol, { columns: makeColumns(symbol, 400) }]));
const market: RuleMarket = { series: (symbol) => seen.get(symbol) };
const together: SymbolInput[] = [{ symbol: 'B', columns: makeColumns('B', 400), market }];
const joined = (entryLong: string): SignalMaker => {
  const spec = specOf({ symbols: ['A', 'B'], rules: { entryLong: 'close > 0' } });
  const compiled = compileStrategy({ ...spec, schema: 2, rules: { ...spec.rules, entryLong } });
  if (!compiled.ok) throw new Error(compiled.error.message);
  return (input) => compiled.value.signals(input);
};

describe('look-ahead over a market', () => {
  test.each([
    ['partner(close) > partner(sma(close, 5)) and on("1w", close > sma(close, 3))'],
    ['rank(roc(close, 10)) <= 1'],
    ['universe_mean(roc(close, 3)) > 0 and other("A", rsi(close, 5) < 60)'],
  ])('%s passes, and its signals need the market', (text) => {
    const make = joined(text);
    const finding = findLookAhead(make, together, 16, 7);
    expect(finding).toMatchObject({ passed: true, firstMovedBar: null });
    const held = (input: SymbolInput) => make(input).entryLong.reduce((sum, v) => sum + v, 0);
    expect(held(together[0] as SymbolInput)).toBeGreaterThan(20);
    const drift = findWarmUpDrift(make, together, { settleBars: 60, threshold: 0.01 });
    expect(drift).toMatchObject({ passed: true, movedShare: 0 });
    expect(drift.comparedBars).toBeGreaterThan(100);
  });
  test('the other symbol seen one bar early is found', () => {
    const leak: SignalMaker = (input) => {
      const other = input.market?.series('A')?.columns.close ?? new Float64Array();
      const entryLong = Uint8Array.from(input.columns.close, (_, i) => +(at(other, i + 1) > at(other, i)));
      return { ...clean(input), entryLong };
    };
    expect(findLookAhead(leak, together, 16, 7)).toMatchObject({ passed: false, symbol: 'B' });
  });
  test('a week seen before its close is found', () => {
    const leak: SignalMaker = (input) => {
      const { close, closeTime } = input.columns;
      const week = (i: number): number => Math.floor(((closeTime[i] ?? 0) / 86_400_000 + 3) / 7);
      const entryLong = Uint8Array.from(close, (_, i) => {
        let last = i;
        while (last + 1 < close.length && week(last + 1) === week(i)) last++;
        return +(at(close, last) > at(close, i));
      });
      return { ...clean(input), entryLong };
    };
    expect(findLookAhead(leak, together, 16, 7).passed).toBe(false);
  });
});

describe('look-ahead', () => {
  test('clean strategies pass, and bars were really compared', () => {
    const finding = findLookAhead(clean, inputs, 16, 7);
    expect(finding).toMatchObject({ passed: true, firstMovedBar: null });
    expect(finding.comparedBars).toBeGreaterThan(2000);
  });
  test.each([
    ['shift by minus one', leaking((c, i) => at(c, i + 1) > at(c, i))],
    ['centred window', leaking((c, i) => (at(c, i - 1) + at(c, i) + at(c, i + 1)) / 3 > at(c, i))],
    ['full-sample z-score', leaking((c, i) => at(c, i) > whole(c).mean + 0.2 * whole(c).deviation)],
    ['full-sample minimum and maximum', leaking((c, i) => at(c, i) > (whole(c).max + whole(c).min) / 2)],
    ['five bars ahead', leaking((c, i) => at(c, i + 5) > 1.02 * at(c, i))],
    [
      'regression over all bars',
      leaking((c, i) => at(c, i) > at(c, 0) + ((at(c, c.length - 1) - at(c, 0)) * i) / c.length),
    ],
    ['peak finder', leaking((c, i) => at(c, i) > at(c, i - 1) && at(c, i) > at(c, i + 1))],
    ['the last price fills the gaps back', leaking((c) => at(c, c.length - 1) > at(c, 0))],
    [
      'forward-backward filter',
      leaking((c, i) => {
        let value = at(c, c.length - 1);
        for (let j = c.length - 2; j >= i; j--) value = 0.7 * value + 0.3 * at(c, j);
        return value > at(c, i);
      }),
    ],
  ])('%s is found', (_name, make) => {
    const finding = findLookAhead(make, inputs, 16, 7);
    expect(finding.passed).toBe(false);
    expect(finding.firstMovedBar).not.toBeNull();
    expect(finding.evidence).toMatch(/^entryLong of [AB] at bar \d+ changes when/);
  });
  test('a leak in a size is found as well', () => {
    const make: SignalMaker = (input) => ({
      ...clean(input),
      volatility: input.columns.close.map((_, i, all) => (all[i + 1] ?? 0) - (all[i] ?? 0)),
    });
    expect(findLookAhead(make, inputs, 16, 7)).toMatchObject({ passed: false });
  });
});

describe('warm-up', () => {
  test('windows forget at once, short memories in time', () => {
    expect(
      findWarmUpDrift(maker({ entryLong: 'sma(close, 5) > sma(close, 20)' }), inputs, { settleBars: 0, threshold: 0 })
        .movedShare,
    ).toBe(0);
    expect(findWarmUpDrift(clean, inputs, { settleBars: 60, threshold: 0.01 })).toMatchObject({ passed: true });
  });
  test('a memory of the very first bar is found', () => {
    const make: SignalMaker = (input) => ({
      ...clean(input),
      exitLong: Uint8Array.from(input.columns.close, (c, _i) => +(c > at(input.columns.close, 0))),
    });
    const finding = findWarmUpDrift(make, inputs, { settleBars: 50, threshold: 0.01 });
    expect(finding.passed).toBe(false);
    expect(finding.evidence).toMatch(/exitLong of [AB] at bar \d+ changes when the history starts/);
  });
});
