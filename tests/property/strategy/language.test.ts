/** Any rule of schema 2 prints, reads back and is said in words; any text, however broken, is answered with a place and in time. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatSpec } from '../../../shared/strategy/format-spec.ts';
import { readSpec } from '../../../shared/strategy/read-spec.ts';
import { checkExpression } from '../../../shared/strategy/rules/check.ts';
import { explainExpression } from '../../../shared/strategy/rules/explain.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { formatExpression } from '../../../shared/strategy/rules/print.ts';
import { isCondition, resolveExpression, warmUpOf } from '../../../shared/strategy/rules/resolve.ts';
import { checkUnits } from '../../../shared/strategy/rules/units.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import { roughScope, ruleArbitraries, ruleParameters } from '../../support/rule-texts.ts';

const { number, truth } = ruleArbitraries({ longer: ['1w', '1mo'], intraday: false });
const scope = roughScope('1d');
const strip = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, v) => (key === 'start' || key === 'end' ? undefined : v)));

test('a rule prints, reads back the same, is said in words and has units or a reason', () => {
  let checked = 0;
  fc.assert(
    fc.property(fc.oneof(number, truth), (text) => {
      const parsed = parseExpression(text);
      if (!parsed.ok) return;
      const type = checkExpression(parsed.value, { parameters: ruleParameters, scope });
      if (!type.ok) {
        expect(type.error.code).toMatch(/rule-nested/);
        return;
      }
      checked++;
      expect(isCondition(parsed.value)).toBe(type.value === 'truth');
      const printed = formatExpression(parsed.value);
      const again = parseExpression(printed);
      if (!again.ok) throw new Error(`${printed}: ${again.error.message}`);
      expect(strip(again.value)).toEqual(strip(parsed.value));
      expect(formatExpression(again.value)).toBe(printed);
      expect(explainExpression(parsed.value, ruleParameters)).not.toMatch(/[{}]|undefined/);
      const units = checkUnits(parsed.value);
      if (!units.ok) expect(units.error.message).toMatch(/ is .* and .* is .*: they cannot be /);
      expect(warmUpOf(resolveExpression(parsed.value, ruleParameters), scope)).toBeGreaterThanOrEqual(0);
    }),
    { numRuns: 800, seed: 51 },
  );
  expect(checked).toBeGreaterThan(400);
});

const whole = formatSpec(
  strategySpecSchema.parse({
    ...specOf({
      rules: { entryLong: 'rank(roc(close, n)) <= 2 and on("1w", close > sma(close, 10))' },
      parameters: { n: 5 },
    }),
    schema: 2,
    universe: { filter: 'volume > 10', rankBy: 'roc(close, n)', top: 2, bottom: null, keep: 3 },
    schedule: { every: 'week', on: 'first', exits: 'any-bar' },
  }),
);

test('a specification with anything done to it is accepted or refused with a place, never thrown over', () => {
  const piece = fc.constantFrom(
    '',
    '"',
    '{',
    '}',
    '[',
    ',',
    ':',
    'null',
    '1e999',
    '\\u0000',
    'с',
    '"schema":2',
    '-',
    'on("1w",',
    ')',
    '\n',
  );
  let refused = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(whole.length), fc.nat(12), piece), { minLength: 1, maxLength: 4 }),
      (edits) => {
        let text = whole;
        for (const [at, cut, put] of edits) text = text.slice(0, at) + put + text.slice(at + cut);
        const start = performance.now();
        const { spec, problems } = readSpec(text);
        expect(performance.now() - start).toBeLessThan(500);
        if (problems.length === 0) {
          if (!spec) throw new Error('accepted without a specification');
          expect(readSpec(formatSpec(spec)).problems).toEqual([]);
          return;
        }
        refused++;
        for (const problem of problems) {
          expect(problem.where).toBeTruthy();
          expect(problem.message.length).toBeLessThanOrEqual(300);
          if (problem.source !== undefined) {
            expect(problem.start).toBeGreaterThanOrEqual(0);
            expect(problem.start).toBeLessThanOrEqual(problem.source.length);
          }
        }
      },
    ),
    { numRuns: 1500, seed: 52 },
  );
  expect(refused).toBeGreaterThan(500);
});

test('any JSON value is answered', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      expect(readSpec(JSON.stringify(value)).problems.length).toBeGreaterThan(0);
    }),
    { numRuns: 300, seed: 53 },
  );
});
