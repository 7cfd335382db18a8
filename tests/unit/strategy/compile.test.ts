/** Compiling a spec: what is refused, when signals start, what filters do, and how it is said in plain words. */
import { describe, expect, test } from 'vitest';
import { compileStrategy, explainStrategy, ruleFeatures } from '../../../shared/strategy/compile.ts';
import { makeColumns, specOf } from '../../golden/small-market.ts';

const columns = makeColumns('compile', 120);
const compiled = (more: Parameters<typeof specOf>[0]) => {
  const result = compileStrategy(specOf(more));
  if (!result.ok) throw new Error(`${result.error.message} ${result.error.where}`);
  return result.value;
};
const ones = (column: Uint8Array) => column.reduce((sum, v) => sum + v, 0);

describe('refusals name the rule, the character and the cure', () => {
  test.each([
    [specOf({ rules: { entryLong: 'rsii(close, 3) > 5' } }), 'rule-function', 'rules.entryLong, character 1'],
    [specOf({ rules: { entryLong: 'close > 1', exitLong: 'close >' } }), 'rule-syntax', 'rules.exitLong, character 8'],
    [specOf({ rules: { entryLong: 'close > 1' }, regimeFilter: 'close' }), 'rule-type', 'regimeFilter, character 1'],
    [specOf({ rules: { exitLong: 'close > 1' } }), 'no-entry', 'rules'],
    [specOf({ rules: { entryLong: 'close > 1' }, parameters: { sma: 3 } }), 'parameter-name', 'parameters.sma'],
    [specOf({ rules: { entryLong: 'close > 1' }, parameters: { close: 3 } }), 'parameter-name', 'parameters.close'],
    [
      specOf({ rules: { entryLong: 'sma(close, n) > 1' }, parameters: { n: 2.5 } }),
      'rule-range',
      'rules.entryLong, character 12',
    ],
    [specOf({ rules: { entryLong: 'close > 1' }, parameters: { n: 900 } }), 'parameter-range', 'parameters.n'],
  ])('%#', (spec, code, where) => {
    const result = compileStrategy(spec);
    expect(result).toMatchObject({ ok: false, error: { code, where } });
    if (!result.ok) expect(result.error.fix).toBeTruthy();
  });
});

describe('signals', () => {
  test('are silent before the warm-up, also for a rule that needs none', () => {
    const strategy = compiled({ rules: { entryLong: 'close > 0', exitLong: 'not (sma(close, 30) > 1e9)' } });
    expect(strategy.warmUp).toBe(29);
    const { entryLong, exitLong, warmUp } = strategy.signals({ columns });
    expect(warmUp).toBe(29);
    for (const column of [entryLong, exitLong]) expect([...column]).toEqual([...column.keys()].map((i) => +(i >= 29)));
  });
  test('sizing and stops lengthen the warm-up', () => {
    expect(compiled({ rules: { entryLong: 'close > 0' }, protection: { stopLossAtr: 2, atrLength: 40 } }).warmUp).toBe(
      40,
    );
    const sizing = { kind: 'volatility-target', annualPercent: 10, lookback: 60, maxPercent: 50 } as const;
    const strategy = compiled({ rules: { entryLong: 'close > 0' }, sizing });
    expect(strategy.warmUp).toBe(60);
    const { volatility } = strategy.signals({ columns });
    expect(volatility[59]).toBeNaN();
    expect(volatility[60]).toBeGreaterThan(0);
  });
  test('the regime filter holds back entries and never exits', () => {
    const rules = { entryLong: 'close > 0', exitLong: 'close > 0', entryShort: 'close > 0', exitShort: 'close > 0' };
    const label = Uint8Array.from({ length: 120 }, (_, i) => (i < 60 ? 1 : 0));
    const out = compiled({ rules, regimeFilter: 'regime() == "bull"' }).signals({
      columns,
      regime: { label, volatility: label },
    });
    expect([out.entryLong, out.entryShort, out.exitLong, out.exitShort].map(ones)).toEqual([60, 60, 120, 120]);
  });
  test('rules that are not set are never true', () => {
    const out = compiled({ rules: { entryShort: 'close > 0' } }).signals({ columns });
    expect([out.entryLong, out.exitLong, out.exitShort].map(ones)).toEqual([0, 0, 0]);
    expect(ones(out.entryShort)).toBe(120);
  });
});

test('a strategy in plain words', () => {
  const spec = specOf({
    rules: { entryLong: 'cross_over(sma(close, fast), sma(close, 50))', exitLong: 'rsi(close, 14) > 80' },
    parameters: { fast: 10 },
    regimeFilter: 'regime() != "bear"',
    sizing: { kind: 'atr-risk', riskPercent: 1, atrMultiple: 2, atrLength: 14 },
    protection: { stopLossAtr: 2, takeProfitPercent: 12, trailingStopPercent: 6, timeExitBars: 30 },
  });
  expect(explainStrategy(spec)).toEqual([
    'Trades AAA, BBB, CCC, DDD on 1d bars, at most 4 positions at a time.',
    'Buys when the 10-bar average of the close crosses above the 50-bar average of the close.',
    'Sells what it holds when the 14-bar relative strength index of the close is above 80.',
    'Enters only while the market is not bear.',
    'Risks 1 % of its equity per position against a move of 2 average true ranges (14 bars).',
    "Stops a loss at 2 average true ranges (14 bars) from the entry's reference price.",
    'Takes profit at 12 %.',
    'Trails a stop 6 % behind the best price.',
    'Leaves after 30 bars at the latest.',
  ]);
  expect(ruleFeatures(spec)).toEqual(['cross_over', 'regime', 'rsi', 'sma']);
});
