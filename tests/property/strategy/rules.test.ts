/** Any rule: printing and parsing undo each other, nothing hostile gets through, and no value depends on a later bar. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BarColumns } from '../../../shared/domain/bar.ts';
import { barColumnNames } from '../../../shared/domain/bar.ts';
import { indicators } from '../../../shared/quant/indicators/index.ts';
import { checkExpression } from '../../../shared/strategy/rules/check.ts';
import { evaluateExpression } from '../../../shared/strategy/rules/evaluate.ts';
import { explainExpression } from '../../../shared/strategy/rules/explain.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { formatExpression } from '../../../shared/strategy/rules/print.ts';
import { resolveExpression, warmUpOf } from '../../../shared/strategy/rules/resolve.ts';
import { makeColumns } from '../../golden/small-market.ts';

const parameters = { fast: 4, slow: 9, level: 1.5 };
const { number, truth } = fc.letrec<{ number: string; truth: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(
      'open',
      'high',
      'low',
      'close',
      'volume',
      'fast',
      'level',
      '2',
      '0.5',
      '1e-3',
      'signal()',
      'month()',
      'day_of_week()',
    ),
    fc.tuple(tie('number'), fc.constantFrom('+', '-', '*', '/'), tie('number')).map(([a, o, b]) => `(${a} ${o} ${b})`),
    tie('number').map((a) => `-${a}`),
    fc.tuple(fc.constantFrom('abs', 'sqrt', 'log'), tie('number')).map(([f, a]) => `${f}(${a})`),
    fc.tuple(fc.constantFrom('min', 'max'), tie('number'), tie('number')).map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc.tuple(tie('number'), fc.integer({ min: 0, max: 20 })).map(([a, n]) => `prev(${a}, ${n})`),
    fc.tuple(tie('truth'), tie('number'), tie('number')).map(([c, a, b]) => `if(${c}, ${a}, ${b})`),
    fc.tuple(fc.constantFrom(...Object.keys(indicators)), tie('number')).map(([name, a]) => {
      const indicator = indicators[name];
      const series = indicator?.inputs.includes('series') ? [a] : [];
      return `${name}(${[...series, ...(indicator?.parameters.map((p) => p.usual) ?? [])].join(', ')})`;
    }),
  ),
  truth: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc
      .tuple(tie('number'), fc.constantFrom('<', '<=', '>', '>=', '==', '!='), tie('number'))
      .map(([a, o, b]) => `${a} ${o} ${b}`),
    fc.tuple(tie('truth'), fc.constantFrom('and', 'or'), tie('truth')).map(([a, o, b]) => `(${a}) ${o} (${b})`),
    tie('truth').map((a) => `not (${a})`),
    fc
      .tuple(fc.constantFrom('cross_over', 'cross_under'), tie('number'), tie('number'))
      .map(([f, a, b]) => `${f}(${a}, ${b})`),
    fc.constantFrom('regime() == "bull"', 'volatility_regime() != "low"'),
  ),
}));

const strip = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, v) => (key === 'start' || key === 'end' ? undefined : v)));
const length = 160;
const columns = makeColumns('rules', length);
const known = (n: number) => ({
  regime: {
    label: Uint8Array.from({ length: n }, (_, i) => (i < 5 ? 255 : (i * 7) % 3)),
    volatility: Uint8Array.from({ length: n }, (_, i) => (i < 5 ? 255 : (i * 5) % 3)),
  },
  signal: Float64Array.from({ length: n }, (_, i) => Math.sin(i / 7)),
});
const head = (c: BarColumns, n: number): BarColumns => {
  const out = {} as Record<string, Float64Array>;
  for (const name of barColumnNames) out[name] = c[name].slice(0, n);
  return out as unknown as BarColumns;
};

describe('any well-formed rule', () => {
  test('is accepted, printed canonically, explained, and printed text means the same tree', () => {
    fc.assert(
      fc.property(truth, (text) => {
        const parsed = parseExpression(text);
        if (!parsed.ok) return fc.pre(/too-(large|deep|long)/.test(parsed.error.code) === false && false);
        const checked = checkExpression(parsed.value, { parameters }, 'truth');
        expect(checked).toEqual({ ok: true, value: 'truth' });
        const printed = formatExpression(parsed.value);
        const again = parseExpression(printed);
        if (!again.ok) throw new Error(`${printed}: ${again.error.message}`);
        expect(strip(again.value)).toEqual(strip(parsed.value));
        expect(formatExpression(again.value)).toBe(printed);
        expect(explainExpression(parsed.value, parameters).length).toBeGreaterThan(3);
      }),
      { numRuns: 300, seed: 21 },
    );
  });

  test('no value knows a later bar, and before the warm-up no number is known', () => {
    fc.assert(
      fc.property(number, fc.integer({ min: 1, max: length - 1 }), (text, cut) => {
        const parsed = parseExpression(text);
        if (!parsed.ok) return;
        const whole = evaluateExpression(parsed.value, { columns, parameters, ...known(length) });
        const part = evaluateExpression(parsed.value, { columns: head(columns, cut), parameters, ...known(cut) });
        expect(part).toEqual(whole.slice(0, cut));
        expect(warmUpOf(resolveExpression(parsed.value, parameters))).toBeGreaterThanOrEqual(0);
        expect([...whole].every((v) => Number.isNaN(v) || typeof v === 'number')).toBe(true);
      }),
      { numRuns: 200, seed: 22 },
    );
  });
});

describe('anything else', () => {
  test('random text is accepted or refused with a place inside it; it never throws', () => {
    const fragments = fc
      .array(
        fc.constantFrom(
          'close',
          'sma(',
          ')',
          ',',
          '(',
          '>',
          '<',
          'and',
          'not',
          '1',
          '-',
          '"bull"',
          '==',
          ' ',
          'regime()',
          '__proto__',
          'e9',
          '.',
          '\u0000',
          'ａ',
        ),
        { maxLength: 40 },
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 200 }), fragments), (text) => {
        const parsed = parseExpression(text);
        const result = parsed.ok ? checkExpression(parsed.value, { parameters }, 'truth') : parsed;
        if (result.ok) return;
        expect(result.error.start).toBeGreaterThanOrEqual(0);
        expect(result.error.end).toBeLessThanOrEqual(Math.max(1, text.length));
        expect(result.error.message.length).toBeLessThan(300);
      }),
      { numRuns: 1000, seed: 23 },
    );
  });
});
