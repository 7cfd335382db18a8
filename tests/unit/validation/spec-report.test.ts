/** A person's specification: what is wrong is shown on the line where it stands, whatever the text. */
import { describe, expect, it } from 'vitest';
import { jsonPlaces, placeOf } from '../../../agents/validation/json-places.ts';
import { specReport } from '../../../agents/validation/spec-report.ts';
import { sourceReportSchema } from '../../../shared/desk-api/source-report.ts';
import { formatSpec } from '../../../shared/strategy/format-spec.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';

const sound: StrategySpec = {
  schema: 1,
  name: 'Dip in a rise',
  family: 'mean-reversion',
  thesis: 'Dips in a rise are bought back by those who missed it.',
  falsifier: 'Dips are followed by further falls.',
  symbols: ['SA', 'SB'],
  timeframe: '1d',
  parameters: { short: { value: 5, min: 2, max: 20, step: 1 } },
  rules: { entryLong: 'rsi(close, short) < 50', exitLong: 'rsi(close, short) > 50', entryShort: null, exitShort: null },
  regimeFilter: null,
  sizing: { kind: 'percent-of-equity', percent: 30 },
  protection: {
    stopLossPercent: 8,
    stopLossAtr: null,
    takeProfitPercent: null,
    trailingStopPercent: null,
    timeExitBars: 20,
    atrLength: 14,
  },
  maxOpenPositions: 3,
};
const text = (change: Partial<StrategySpec> = {}): string => formatSpec({ ...sound, ...change });
const report = (written: string) => {
  const found = specReport('mine.json', written);
  expect(sourceReportSchema.safeParse(found).success).toBe(true);
  for (const f of found.findings) {
    const line = written.split('\n')[f.line - 1] ?? '';
    expect(line).toContain(f.excerpt.slice(0, 40));
    expect(f.column).toBeLessThanOrEqual(line.length + 1);
    expect(f.reason).toMatch(/^[^a-z].*[.!?]$/);
  }
  return found;
};

describe('a specification', () => {
  it('that is sound but for a number is read with one finding at the rules', () => {
    const found = report(text());
    expect(found.findings.map((f) => f.rule)).toEqual(['named-numbers']);
    expect(found.rules).toBe(6);
  });
  it('with an unknown word is marked at the character in the rule', () => {
    const written = text({ rules: { ...sound.rules, entryLong: 'rsi(close, short) < flor' } });
    const [first] = report(written).findings;
    const line = written.split('\n')[(first?.line ?? 0) - 1] ?? '';
    expect(line.slice((first?.column ?? 0) - 1)).toMatch(/^flor"/);
    expect(first?.severity).toBe('fail');
  });
  it('without a stop is blocked at its protection', () => {
    const found = report(text({ protection: { ...sound.protection, stopLossPercent: null } }));
    expect(found.findings.map((f) => f.rule)).toContain('protective-stop');
    expect(found.passed).toBe(false);
    expect(found.findings.find((f) => f.rule === 'protective-stop')?.excerpt).toContain('protection');
  });
  it.each([
    ['no JSON', '{"schema": 1,\n "name": oops}', 2],
    ['an end in the middle', '{"schema": 1,\n "name": "a', 2],
    ['a field that is no field', text().replace('"symbols"', '"symbls"'), 1],
    ['nothing', '', 1],
    ['a list', '[1, 2]', 1],
    ['nesting a thousand deep', `${'['.repeat(1000)}${']'.repeat(1000)}`, 1],
  ])('that is %s is blocked with its place', (_what, written, atLeast) => {
    const found = report(written);
    expect(found.passed).toBe(false);
    expect(found.findings[0]?.line).toBeGreaterThanOrEqual(atLeast);
  });
});

describe('the places of a JSON text', () => {
  it('are those of its values, past escapes and spaces', () => {
    const json = '{ "a\\"b" : [1, {"c": "x,}"}],\n"d": null}';
    const places = jsonPlaces(json);
    expect(json.slice(placeOf(places, 'd'))).toBe('null}');
    expect(json.slice(placeOf(places, 'a"b.1.c')).startsWith('x,}')).toBe(true);
    expect(json.slice(placeOf(places, 'a"b.0')).startsWith('1,')).toBe(true);
    expect(placeOf(places, 'd.e.f')).toBe(placeOf(places, 'd'));
    expect(placeOf(places, 'nothing')).toBe(0);
  });
});
