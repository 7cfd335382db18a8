/** Every planted leak is found in every phrasing, with a place, a reason and a cure. */
import { describe, expect, it } from 'vitest';
import { analyseSource } from '../../../agents/validation/sources/analyse.ts';
import { barLeaks } from './corpus/leaks-bars.ts';
import { dataLeaks } from './corpus/leaks-data.ts';
import { indicatorLeaks } from './corpus/leaks-indicators.ts';
import { secondLeaksPython, secondLeaksTypescript } from './corpus/leaks-second.ts';
import { thirdLeaks } from './corpus/leaks-third.ts';

const leaks = [...indicatorLeaks, ...barLeaks, ...dataLeaks];

it('holds the twenty-five leaks of the list', () => {
  expect(new Set(leaks.map((l) => l.leak)).size).toBe(25);
});

describe.each(leaks)('$leak', ({ rules, python, typescript }) => {
  const programs = [
    ...python.map((text) => ['python', text] as const),
    ...typescript.map((text) => ['typescript', text] as const),
  ];
  it.each(programs)('in %s: %s', (language, text) => {
    const analysis = analyseSource(text, language);
    if (!analysis.ok) throw new Error(`${analysis.error.code}: ${analysis.error.message} ${analysis.error.where}`);
    const found = analysis.value.findings.filter((f) => rules.includes(f.rule));
    expect(found.length, JSON.stringify(analysis.value.findings)).toBeGreaterThan(0);
    expect(analysis.value.passed).toBe(false);
    for (const finding of found) {
      expect(finding.line).toBeGreaterThan(0);
      expect(text.split('\n')[finding.line - 1]).toContain(finding.excerpt.slice(0, 8));
      expect(finding.reason.length).toBeGreaterThan(20);
      expect(finding.fix.length).toBeGreaterThan(10);
    }
  });
});

describe('the sets written after the rules', () => {
  it.each([
    ...[...secondLeaksPython, ...thirdLeaks].map(([name, text]) => [name, 'python', text] as const),
    ...secondLeaksTypescript.map(([name, text]) => [name, 'typescript', text] as const),
  ])('%s', (_name, language, text) => {
    const analysis = analyseSource(text, language);
    expect(analysis.ok && analysis.value.passed).toBe(false);
    expect(analysis.ok).toBe(true);
  });
});
