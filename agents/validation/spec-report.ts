/** Reads a specification that somebody wrote, and says what is wrong with it, on the line where it stands. */
import type { SourceFinding, SourceReport } from '../../shared/desk-api/source-report.ts';
import type { DatasetManifest } from '../../shared/domain/dataset.ts';
import type { SpecRefusal } from '../../shared/strategy/check-spec.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import { readSpec } from '../../shared/strategy/read-spec.ts';
import { checks } from './checks/index.ts';
import { jsonPlaces, placeOf } from './json-places.ts';

/** Checks that the specification alone can answer, with the part of it they are about. */
const onPaper: Readonly<Record<string, string>> = {
  'protective-stop': 'protection',
  leverage: 'sizing',
  exits: 'rules.exitLong',
  'few-parameters': 'parameters',
  'named-numbers': 'rules',
};

const noMarket: DatasetManifest = {
  id: '',
  name: '',
  synthetic: false,
  source: '',
  benchmark: null,
  instruments: [],
  series: [],
  newsCount: 0,
  macro: [],
};

export function specReport(fileName: string, text: string): SourceReport {
  const read = readSpec(text);
  const isJson = !read.problems.some((p) => p.code === 'spec-json' || p.code === 'spec-too-long');
  const places = isJson ? jsonPlaces(text) : new Map<string, number>();
  const found: { readonly at: number; readonly finding: Omit<SourceFinding, 'line' | 'column' | 'excerpt'> }[] = [];
  const add = (problem: SpecRefusal, severity: 'fail' | 'warn'): void => {
    // Characters of a rule count within its text; those of a file that is no JSON within the file.
    const inside = problem.code === 'spec-json' || isPlain(text, placeOf(places, problem.path), problem.source);
    found.push({
      at: placeOf(places, problem.path) + (inside ? (problem.start ?? 0) : 0),
      finding: {
        rule: problem.code,
        severity,
        reason: sentence(problem.message),
        fix: sentence(problem.fix ?? 'correct it'),
      },
    });
  };
  for (const problem of read.problems) add(problem, 'fail');
  for (const clash of read.unitClashes) add(clash, 'warn');
  const compiled = read.spec && read.problems.length === 0 ? compileStrategy(read.spec) : undefined;
  if (compiled && !compiled.ok) add(compiled.error, 'fail');
  let asked = 1;
  if (compiled?.ok)
    for (const check of checks) {
      const about = onPaper[check.name];
      if (about === undefined || check.needs !== 'spec') continue;
      asked++;
      const { passed, verdict, evidence } = check.run({ compiled: compiled.value, manifest: noMarket });
      if (passed && verdict !== 'warn') continue;
      found.push({
        at: placeOf(places, about),
        finding: {
          rule: check.name,
          severity: passed ? 'warn' : 'fail',
          reason: evidence,
          fix: 'Change the part that is marked, and check it again.',
        },
      });
    }
  const lines = text.split('\n');
  const findings = found
    .sort((a, b) => a.at - b.at)
    .map(({ at, finding }): SourceFinding => {
      const before = text.slice(0, at);
      const line = before.split('\n').length;
      const column = at - before.lastIndexOf('\n');
      return { ...finding, line, column, excerpt: (lines[line - 1] ?? '').trim().slice(0, 120) };
    });
  return {
    fileName,
    kind: 'specification',
    lines: lines.length,
    rules: asked,
    findings,
    passed: !findings.some((f) => f.severity === 'fail'),
  };
}

/** Whether the text stands in the file as it is, without escapes, so that its characters can be counted off. */
const isPlain = (text: string, at: number, source: string | undefined): boolean =>
  source !== undefined && text.startsWith(source, at);

const sentence = (words: string): string => {
  const begun = words.charAt(0).toUpperCase() + words.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
};
