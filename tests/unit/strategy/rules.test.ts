/** The expression language: what parses, what is refused and where, and what it means. */
import { describe, expect, test } from 'vitest';
import { checkExpression } from '../../../shared/strategy/rules/check.ts';
import { alignAsOf, type RuleEnvironment } from '../../../shared/strategy/rules/environment.ts';
import { evaluateExpression } from '../../../shared/strategy/rules/evaluate.ts';
import { explainExpression } from '../../../shared/strategy/rules/explain.ts';
import { expressionFeatures } from '../../../shared/strategy/rules/features.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { formatExpression } from '../../../shared/strategy/rules/print.ts';
import { resolveExpression, warmUpOf } from '../../../shared/strategy/rules/resolve.ts';

const parameters = { fast: 2, slow: 3, level: 1.5 };
const parsed = (text: string) => {
  const result = parseExpression(text);
  if (!result.ok) throw new Error(`${result.error.message} (${result.error.where})`);
  return result.value;
};
const refused = (text: string) => {
  const result = parseExpression(text);
  const checked = result.ok ? checkExpression(result.value, { parameters }, 'truth') : result;
  if (checked.ok) throw new Error(`not refused: ${text}`);
  return checked.error;
};

describe('errors point at the character and say how to mend it', () => {
  test.each([
    ['', 'rule-empty', 1, /sma\(close, 50\)/],
    ['close >', 'rule-syntax', 8, /number/],
    ['close > 3 4', 'rule-syntax', 11, /and \/ or/],
    ['(close > 3', 'rule-syntax', 11, /character 1/],
    ['close > 3)', 'rule-syntax', 10, /remove/],
    ['close > 3 && close < 5', 'rule-character', 11, /write and/],
    ['close = 3', 'rule-character', 7, /write ==/],
    ['1 < close < 3', 'rule-syntax', 11, /a < b and b < c/],
    ['rsii(close, 14) > 3', 'rule-function', 1, /did you mean rsi\(x, length\)/],
    ['corss_over(close, open)', 'rule-function', 1, /cross_over/],
    ['clos > 3', 'rule-name', 1, /did you mean close/],
    ['close > fsat', 'rule-name', 9, /did you mean fast/],
    ['rsi > 3', 'rule-name', 1, /rsi\(x, length\)/],
    ['sma(close) > 3', 'rule-arity', 1, /sma\(x, length\)/],
    ['sma(close, close) > 3', 'rule-constant', 12, /bar to bar/],
    ['sma(close, 2.5) > 3', 'rule-range', 12, /whole number from 1/],
    ['sma(close, 0) > 3', 'rule-range', 12, /from 1/],
    ['close', 'rule-type', 1, /compare/],
    ['close and open', 'rule-type', 1, /compare/],
    ['(close > 1) + 2 > 3', 'rule-type', 2, undefined],
    ['regime() == "bul"', 'rule-label', 13, /"bull", "bear", "sideways"/],
    ['regime() > 3', 'rule-type', 1, undefined],
    ['close == "bull"', 'rule-type', 1, /regime\(\) == "bull"/],
    ['"bull" == "bear"', 'rule-type', 1, /regime\(\)/],
    ['close > "x', 'rule-text', 9, /closing/],
    ['12abc > 3', 'rule-number', 1, /20 or 1.5/],
    ['close > 1e999', 'rule-number', 9, undefined],
    ['close > \u202e3', 'rule-character', 9, /remove/],
    ['constructor(close) > 1', 'rule-function', 1, undefined],
    ['toString > 1', 'rule-name', 1, undefined],
    ['__proto__ > 1', 'rule-name', 1, undefined],
  ])('%s', (text, code, character, fix) => {
    const error = refused(text);
    expect(error.code).toBe(code);
    expect(error.start + 1).toBe(character);
    expect(error.where).toBe(`character ${character}`);
    if (fix) expect(error.fix).toMatch(fix);
  });

  test('hostile input is refused, quickly and without overflowing the stack', () => {
    const million = '('.repeat(1_000_000);
    expect(refused(million).code).toBe('rule-too-long');
    expect(refused(`${'('.repeat(1999)}1`).code).toBe('rule-too-deep');
    expect(refused('-'.repeat(3999)).code).toBe('rule-too-deep');
    expect(refused('not '.repeat(900)).code).toBe('rule-too-deep');
    expect(refused(`1${'+1'.repeat(1900)} > 1`).code).toBe('rule-too-large');
    expect(refused('abs('.repeat(999)).code).toBe('rule-too-deep');
    expect(refused('a'.repeat(4000)).code).toBe('rule-name');
  });
});

describe('printing', () => {
  test.each([
    ['close>sma( close,20 )', 'close > sma(close, 20)'],
    ['((close)) > (1 + (2 * 3))', 'close > 1 + 2 * 3'],
    ['close > (1 + 2) * 3', 'close > (1 + 2) * 3'],
    ['close - (1 - 2) > 0', 'close - (1 - 2) > 0'],
    ['not (close > 1 and open > 1)', 'not (close > 1 and open > 1)'],
    ['(close > 1 or open > 1) and low > 1', '(close > 1 or open > 1) and low > 1'],
    ["regime() == 'bull'", 'regime() == "bull"'],
    ['-(-close) < -1', '-(-close) < -1'],
    ['close > 1e-7', 'close > 1e-7'],
  ])('%s', (text, expected) => {
    expect(formatExpression(parsed(text))).toBe(expected);
    expect(formatExpression(parsed(expected))).toBe(expected);
  });
});

describe('meaning', () => {
  const close = [1, 2, 3, 2, 1, 2, 4, Number.NaN, 3, 5];
  const column = (values: number[]) => Float64Array.from(values);
  const day = 86_400_000;
  const monday = Date.UTC(2024, 0, 1);
  const env: RuleEnvironment = {
    columns: {
      openTime: column(close.map((_, i) => monday + i * day)),
      closeTime: column(close.map((_, i) => monday + i * day + 72_000_000)),
      open: column(close.map((v) => v - 0.5)),
      high: column(close.map((v) => v + 1)),
      low: column(close.map((v) => v - 1)),
      close: column(close),
      volume: column(close.map(() => 100)),
      dividend: column(close.map(() => 0)),
    },
    parameters,
    regime: {
      label: Uint8Array.from([255, 0, 0, 1, 1, 2, 2, 0, 0, 0]),
      volatility: Uint8Array.from([255, 0, 0, 1, 1, 2, 2, 0, 0, 0]),
    },
    signal: column([Number.NaN, 0.1, 0.2, -0.1, -0.2, 0, 0, 0.5, 0.6, 1]),
  };
  const run = (text: string) => {
    const tree = parsed(text);
    const checked = checkExpression(tree, { parameters });
    if (!checked.ok) throw new Error(checked.error.message);
    return [...evaluateExpression(tree, env)];
  };
  const nan = Number.NaN;
  test.each([
    ['close > 2', [0, 0, 1, 0, 0, 0, 1, 0, 1, 1]],
    ['close != 2', [1, 0, 1, 0, 1, 0, 1, 0, 1, 1]],
    ['not close > 2', [1, 1, 0, 1, 1, 1, 0, 1, 0, 0]],
    ['cross_over(close, level)', [0, 1, 0, 0, 0, 1, 0, 0, 0, 0]],
    ['cross_under(close, level)', [0, 0, 0, 0, 1, 0, 0, 0, 0, 0]],
    ['close > 1 and close < 3 or close == 5', [0, 1, 0, 1, 0, 1, 0, 0, 0, 1]],
    ['prev(close, fast)', [nan, nan, 1, 2, 3, 2, 1, 2, 4, nan]],
    ['sma(close, fast)', [nan, 1.5, 2.5, 2.5, 1.5, 1.5, 3, nan, nan, 4]],
    ['highest(close, slow - 1)', [nan, 2, 3, 3, 2, 2, 4, nan, nan, 5]],
    ['if(close > 2, 1, -1)', [-1, -1, 1, -1, -1, -1, 1, -1, 1, 1]],
    ['regime() == "bull"', [0, 1, 1, 0, 0, 0, 0, 1, 1, 1]],
    ['regime() != "bull"', [0, 0, 0, 1, 1, 1, 1, 0, 0, 0]],
    ['"high" == volatility_regime()', [0, 0, 0, 0, 0, 1, 1, 0, 0, 0]],
    ['signal() > 0', [0, 1, 1, 0, 0, 0, 0, 1, 1, 1]],
    ['day_of_week()', [1, 2, 3, 4, 5, 6, 7, 1, 2, 3]],
    ['month()', [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]],
    ['close / (close - 2) > 0', [0, 0, 1, 0, 0, 0, 1, 0, 1, 1]],
    ['max(close, 2) - min(close, 2)', [1, 0, 1, 0, 1, 0, 2, nan, 1, 3]],
    ['log(close - 2)', [nan, nan, 0, nan, nan, nan, Math.log(2), nan, 0, Math.log(3)]],
    ['-sqrt(abs(0 - close * close)) + close', [0, 0, 0, 0, 0, 0, 0, nan, 0, 0]],
  ])('%s', (text, expected) => {
    expect(run(text)).toEqual(expected);
  });

  test('without a regime or a signal every comparison with them is false', () => {
    const { regime: _regime, signal: _signal, ...bare } = env;
    for (const text of ['regime() == "bull"', 'regime() != "bull"', 'signal() > -2']) {
      expect([...evaluateExpression(parsed(text), bare)]).toEqual(close.map(() => 0));
    }
  });

  test('warm-up counts what is nested', () => {
    const bars = (text: string) => warmUpOf(resolveExpression(parsed(text), parameters));
    expect(bars('close > 1')).toBe(0);
    expect(bars('cross_over(sma(close, fast), sma(close, 20))')).toBe(20);
    expect(bars('prev(sma(rsi(close, 14), 5), 3) > 1')).toBe(14 + 4 + 3);
    expect(bars('macd(close, 12, 26, 9) > atr(14)')).toBe(33);
  });

  test('as-of: a value counts from the first close at or after it is known', () => {
    expect([...alignAsOf([10, 20, 20, 30], [1, 2, 3, 4], Float64Array.from([5, 10, 15, 20, 35]))]).toEqual([
      nan,
      1,
      1,
      3,
      4,
    ]);
  });
});

test('plain English', () => {
  expect(
    explainExpression(parsed('cross_over(sma(close, fast), ema(close, 50)) and regime() != "bear"'), parameters),
  ).toBe(
    'the 2-bar average of the close crosses above the 50-bar exponential average of the close and the market is not bear',
  );
  expect(explainExpression(parsed('(rsi(close, 14) < 30 or close > prev(high, 1)) and atr(14) / close < 0.05'))).toBe(
    '(the 14-bar relative strength index of the close is below 30 or the close is above the high 1 bar ago) and the 14-bar average true range over the close is below 0.05',
  );
});

test('features', () => {
  expect(expressionFeatures(parsed('cross_over(sma(close, 3), sma(close, 4)) and rsi(close, 14) > 3'))).toEqual([
    'cross_over',
    'rsi',
    'sma',
  ]);
});
