/** Hostile specifications: refused within half a second with a card that says what, where and how to mend it. */
import { describe, expect, test } from 'vitest';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { readSpec } from '../../../shared/strategy/read-spec.ts';
import { caretLines } from '../../../shared/strategy/rules/caret.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';

const base = specOf({ rules: { entryLong: 'close > sma(close, 5)' } });
const withRule = (entryLong: string): string => JSON.stringify({ ...base, rules: { ...base.rules, entryLong } });
const withField = (name: string, value: unknown): string => JSON.stringify({ ...base, [name]: value });
const parameter = { value: 1, min: 0, max: 2, step: 1 };
const many = (count: number): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`p${i}`, parameter]));

const cases: readonly (readonly [name: string, text: string, code: RegExp])[] = [
  ['a rule of a megabyte', withRule('close > 1 and '.repeat(80_000)), /too-long|spec-field/],
  ['a file of two megabytes', ' '.repeat(2_000_000), /spec-too-long/],
  ['a rule just within the file limit', withRule('('.repeat(200_000)), /spec-field/],
  ['ten thousand parameters', withField('parameters', many(10_000)), /spec-parameters|spec-too-long/],
  ['a thousand parameters', withField('parameters', many(1000)), /spec-parameters/],
  ['deep parentheses', withRule(`${'('.repeat(1900)}close > 1${')'.repeat(1900)}`), /rule-too-deep/],
  ['deep calls', withRule(`${'abs('.repeat(300)}close${')'.repeat(300)} > 1`), /rule-too-deep/],
  ['deep signs', withRule(`${'-'.repeat(3000)}close > 1`), /rule-too-deep/],
  ['many nots', withRule(`${'not '.repeat(900)}close > 1`), /rule-too-deep/],
  ['many parts', withRule(Array.from({ length: 400 }, () => '1>0').join(' or ')), /rule-too-large/],
  ['deep JSON', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /spec-shape|spec-json/],
  ['deep JSON inside a field', `{"schema":1,"family":${'['.repeat(90_000)}${']'.repeat(90_000)}}`, /spec-field/],
  ['a chain of objects', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`, /spec-field/],
  ['a prototype', '{"__proto__":{"schema":1},"constructor":1}', /spec-field/],
  ['a constructor as a function', withRule('constructor(close, 3) > 1'), /rule-function/],
  ['a prototype as a name', withRule('__proto__ > 1'), /rule-name/],
  ['a Cyrillic letter', withRule('сlose > 1'), /rule-character/],
  ['a Greek letter in a name', withRule('clοse > 1'), /rule-character/],
  ['a full-width letter', withRule('ｃlose > 1'), /rule-character/],
  ['a space without width', withRule('clo\u200Bse > 1'), /rule-character/],
  ['text that runs backwards', withRule('close > \u202E1'), /rule-character/],
  ['a lone surrogate', withRule('close > \uD800'), /rule-character/],
  ['a foreign letter in a symbol', withRule('close > 1 and regime() == "bυll"'), /rule-character/],
  ['a null character', withRule('close > 1\u0000'), /rule-character/],
  ['a number beyond all', withRule('close > 1e999'), /rule-number/],
  ['a newer schema', withField('schema', 99), /spec-schema/],
  ['a list', '[1,2,3]', /spec-shape/],
  ['nothing', '', /spec-json/],
  [
    'ten thousand symbols',
    withField(
      'symbols',
      Array.from({ length: 10_000 }, (_, i) => `S${i}`),
    ),
    /spec-field/,
  ],
];

describe('refused in time, with a card', () => {
  test.each(cases)('%s', (_name, text, code) => {
    const start = performance.now();
    const { problems } = readSpec(text);
    expect(performance.now() - start).toBeLessThan(500);
    const [first] = problems;
    expect(first?.code).toMatch(code);
    expect(first?.message.length).toBeGreaterThan(5);
    expect(first?.message.length).toBeLessThanOrEqual(300);
    expect(first?.where).toBeTruthy();
    expect(first?.fix ?? first?.message).toBeTruthy();
    if (first?.source !== undefined) {
      const [line, carets] = caretLines(first.source, first.start ?? 0, first.end ?? 1);
      expect(line.length).toBeLessThanOrEqual(102);
      expect(carets).toMatch(/^ *\^+$/);
      expect(carets.length).toBeLessThanOrEqual(205);
    }
  });
});

test('the heaviest rules that are allowed are checked in time too', () => {
  const wide = Array.from({ length: 66 }, (_, i) => `rank(sma(close, ${i + 2})) <= 3`).join(' and ');
  const spec = { ...base, schema: 2, rules: { ...base.rules, entryLong: wide } } as StrategySpec;
  const start = performance.now();
  const compiled = compileStrategy(spec);
  expect(performance.now() - start).toBeLessThan(500);
  expect(compiled.ok).toBe(true);
});

describe('a look-alike is shown where it is', () => {
  test.each([
    ['сlose > 1', 0, '"с" (U+0441) only looks like "c"', 'type a plain c'],
    ['close > sma(ｃlose, 3)', 12, '"ｃ" (U+FF43) only looks like "c"', 'type a plain c'],
    ['close ≥ 1', 6, '"≥" (U+2265) has no meaning in a rule', 'write >='],
    ['close > 1 and regime() == “bull”', 26, '"“" (U+201C) has no meaning in a rule', 'write straight quotes "'],
    ['close\u00A0> 1', 5, 'there is an invisible character U+00A0', 'remove it'],
    ['other("SРY", close) > 1', 8, '"Р" (U+0420) only looks like "P"', 'type a plain P'],
  ])('%s', (text, start, message, fix) => {
    expect(parseExpression(text)).toMatchObject({ ok: false, error: { start, message, fix } });
  });
});

test('carets stand below the characters, also in the middle of a long text', () => {
  expect(caretLines('close > smaa(close, 20)', 8, 12)).toEqual(['close > smaa(close, 20)', '        ^^^^']);
  const long = `${'close > 1 and '.repeat(40)}closee > 2${' and close > 1'.repeat(40)}`;
  const at = long.indexOf('closee');
  const [line, carets] = caretLines(long, at, at + 6);
  expect(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1)).toBe('closee');
  expect(caretLines('a\nbb > cc\nd', 7, 9)).toEqual(['bb > cc', '     ^^']);
});
