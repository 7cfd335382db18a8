/** Units: what may be compared, what may not, and why it says so. */
import { describe, expect, test } from 'vitest';
import { indicators, library } from '../../../shared/quant/indicators/index.ts';
import { problemsOf } from '../../../shared/strategy/check-spec.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { indicatorUnits } from '../../../shared/strategy/rules/indicator-units.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { checkUnits } from '../../../shared/strategy/rules/units.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';

function clash(text: string): string | undefined {
  const parsed = parseExpression(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.error.message}`);
  const checked = checkUnits(parsed.value);
  return checked.ok ? undefined : checked.error.message;
}

test.each([
  ['close > sma(close, 20) and rsi(close, 14) < 70'],
  ['volume > 2 * sma(volume, 20)'],
  ['close / prev(close, 1) - 1 > 0.02'],
  ['100 * (close / prev(close, 1) - 1) > roc(close, 1)'],
  ['roc(close, 1) / 100 < volatility(close, 20)'],
  ['close > prev(close, 1) + multiple * atr(14)'],
  ['close - sma(close, 20) > 2 * stddev(close, 20)'],
  ['zscore(close, 20) < -2 and cci(20) > zscore(volume, 5)'],
  ['close * volume > sma(close * volume, 20)'],
  ['sqrt(close * close) > low'],
  ['rsi(rsi(close, 14), 14) > rsi(close, 14)'],
  ['log(close) - log(partner(close)) > 0.1'],
  ['dividend() / close > 0.01 and on("1w", close) > other("SPY", close)'],
  ['rank(close) <= 3 and day_of_week() == month()'],
  ['macd(close, 12, 26, 9) > macd_signal(close, 12, 26, 9) and obv() > sma(obv(), 20)'],
  ['if(close > open, high, low) > prev(max(open, close), 1)'],
  ['universe_share(close > sma(close, 50)) > 0.5'],
  ['signal() > level and adx(14) > 20'],
])('%s is fine', (text) => {
  expect(clash(text)).toBeUndefined();
});

describe('a clash says what both are', () => {
  test.each([
    [
      'rsi(close, 14) > close',
      'rsi(close, 14) is a percentage (0 to 100) and close is a price: they cannot be compared',
    ],
    ['sma(volume, 20) > close', 'sma(volume, 20) is a number of shares and close is a price: they cannot be compared'],
    ['close + volume > 3', 'close is a price and volume is a number of shares: they cannot be added'],
    ['close - rsi(close, 2) > 3', 'they cannot be subtracted'],
    [
      'roc(close, 5) > volatility(close, 20)',
      'is a percentage (0 to 100) and volatility(close, 20) is a ratio (1 = 100 %)',
    ],
    ['cross_over(close, rsi(close, 14))', 'they cannot be compared'],
    ['min(close, volume) > 1', 'they cannot be compared'],
    ['if(close > 1, close, volume) > 1', 'they cannot be alternatives'],
    ['rank(close) < close', 'rank(close) is a count and close is a price'],
    ['day_of_week() < rsi(close, 3)', 'day_of_week() is a count'],
    ['signal() > rsi(close, 14)', 'signal() is a score without a unit'],
    ['on("1w", rsi(close, 14)) > other("SPY", close)', 'is a percentage (0 to 100) and other("SPY", close) is a price'],
    ['sma(if(rsi(close, 2) > close, 1, 2), 5) > 1', 'rsi(close, 2) is a percentage'],
    ['close * volume > close', 'close * volume is an amount of money and close is a price'],
    ['close > 1 and not (volume < close)', 'volume is a number of shares'],
  ])('%s', (text, message) => {
    expect(clash(text)).toContain(message);
  });
});

test('schema 2 refuses a clash where it is; schema 1 lets it pass and tells those who ask', () => {
  const one = specOf({ rules: { entryLong: 'close > 1 and rsi(close, 14) > close' } });
  expect(compileStrategy(one).ok).toBe(true);
  expect(problemsOf(one)).toMatchObject({ problems: [], unitClashes: [{ code: 'rule-unit', start: 14, end: 36 }] });
  const two: StrategySpec = { ...one, schema: 2 };
  expect(compileStrategy(two)).toMatchObject({
    ok: false,
    error: {
      code: 'rule-unit',
      where: 'rules.entryLong, character 15',
      path: 'rules.entryLong',
      fix: 'compare the first with a percentage such as 70 and the second with a price such as sma(close, 20)',
    },
  });
});

test('every indicator rules may call and that is fed by bars alone says what it measures; none is named that there is not', () => {
  for (const [name, indicator] of Object.entries(indicators))
    if (!indicator.inputs.includes('series')) expect(Object.keys(indicatorUnits), name).toContain(name);
  for (const name of Object.keys(indicatorUnits)) expect(Object.keys(library), name).toContain(name);
  expect(Object.keys(indicators).length).toBeGreaterThan(30);
});
