/** Reads a specification from text that anybody may have written: limits first, then every problem with its place and cure. */
import type { z } from 'zod';
import { timeframes } from '../domain/bar.ts';
import { problemsOf, type SpecRefusal } from './check-spec.ts';
import { nearest } from './rules/names.ts';
import { maxParameters, type StrategySpec, strategyFamilies, strategySpecSchema } from './spec.ts';

/** Longest specification in characters. */
export const maxSpecLength = 262_144;
const maxProblems = 20;

export interface ReadSpec {
  /** The specification when it fits its schema, also when its rules are wrong. */
  readonly spec?: StrategySpec;
  readonly problems: readonly SpecRefusal[];
  /** Clashes of units that schema 1 lets pass. */
  readonly unitClashes: readonly SpecRefusal[];
}

const refused = (code: string, message: string, path: string, more: Partial<SpecRefusal> = {}): ReadSpec => ({
  problems: [{ code, message, path, where: path === '' ? 'the file' : path, ...more }],
  unitClashes: [],
});

/** Parses and checks a specification. Never throws; whatever the text, it takes well below half a second. */
export function readSpec(text: string): ReadSpec {
  if (text.length > maxSpecLength) {
    const message = `a specification has at most ${maxSpecLength} characters, this one has ${text.length}`;
    return refused('spec-too-long', message, '', { fix: 'a strategy is a page, not a book' });
  }
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return notJson(text, error instanceof Error ? error.message : '');
  }
  return checkValue(value);
}

/** The same for a value that was parsed before. */
export function checkValue(value: unknown): ReadSpec {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return refused('spec-shape', 'a specification is a JSON object', '', { fix: 'see quantai spec help' });
  const { schema, parameters } = value as Record<string, unknown>;
  if (typeof schema === 'number' && schema > 2)
    return refused('spec-schema', `schema ${schema} is newer than this program`, 'schema', { fix: 'update QuantAI' });
  const count = typeof parameters === 'object' && parameters !== null ? Object.keys(parameters).length : 0;
  if (count > maxParameters) {
    const message = `a strategy has at most ${maxParameters} parameters, this one has ${count}`;
    return refused('spec-parameters', message, 'parameters', { fix: 'keep those its rules name' });
  }
  const parsed = strategySpecSchema.safeParse(value);
  if (!parsed.success) {
    const problems = parsed.error.issues.slice(0, maxProblems).map((issue) => problemOf(issue, value));
    return { problems, unitClashes: [] };
  }
  const { problems, unitClashes } = problemsOf(parsed.data);
  return { spec: parsed.data, problems: problems.slice(0, maxProblems), unitClashes };
}

function notJson(text: string, reason: string): ReadSpec {
  const found = /position (\d+)/.exec(reason);
  const start = found ? Math.min(Number(found[1]), Math.max(0, text.length - 1)) : Math.max(0, text.length - 1);
  const line = text.slice(0, start).split('\n').length;
  const column = start - text.lastIndexOf('\n', start - 1);
  const ends = /end of JSON|Unterminated/.test(reason);
  return refused('spec-json', ends ? 'the file ends in the middle of its JSON' : 'the file is not JSON here', '', {
    where: `line ${line}, column ${column}`,
    fix: ends ? 'close what is open' : 'check the comma, quote or bracket before it',
    start,
    end: start + 1,
    source: text,
  });
}

/** Fields of the object a path leads to, as the schema knows them. */
function fieldsAt(path: readonly PropertyKey[]): string[] {
  let schema: unknown = strategySpecSchema;
  for (const key of path) {
    const shape: Record<string, unknown> | undefined = shapeOf(schema);
    schema = shape?.[String(key)];
  }
  return Object.keys(shapeOf(schema) ?? {});
}

function shapeOf(schema: unknown): Record<string, unknown> | undefined {
  let inner = schema as { shape?: Record<string, unknown>; unwrap?: () => unknown } | undefined;
  while (inner && inner.shape === undefined && typeof inner.unwrap === 'function')
    inner = inner.unwrap() as typeof inner;
  return inner?.shape;
}

const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? (inner as Record<PropertyKey, unknown>)[key]
        : undefined,
    value,
  );

const quoted = (words: readonly unknown[]): string => words.map((word) => JSON.stringify(word)).join(', ');

/** An issue of the schema in a trader's words. */
function problemOf(issue: z.core.$ZodIssue, whole: unknown): SpecRefusal {
  const path = issue.path.map(String).join('.').slice(0, 200);
  const problem = (message: string, fix?: string): SpecRefusal => ({
    code: 'spec-field',
    message: message.slice(0, 300),
    path,
    where: path === '' ? 'the file' : path,
    ...(fix === undefined ? {} : { fix }),
  });
  const given = valueAt(whole, issue.path);
  if (issue.code === 'unrecognized_keys') {
    const [name = ''] = issue.keys;
    const known = fieldsAt(issue.path);
    const near = nearest(name, known);
    return problem(
      `there is no field "${name.slice(0, 40)}"`,
      near ? `did you mean ${near}?` : known.length > 0 ? `fields are ${known.join(', ')}` : 'remove it',
    );
  }
  if (given === undefined && issue.code !== 'custom')
    return problem(
      `${issue.path.at(-1)?.toString() ?? 'it'} is missing`,
      'add it; null means not used where a rule or a level may be absent',
    );
  if (issue.code === 'invalid_value') {
    const words = issue.values.map(String);
    const near = typeof given === 'string' ? nearest(given, words) : undefined;
    const shown = typeof given === 'object' ? 'a list or an object' : JSON.stringify(given).slice(0, 60);
    return problem(`${shown} is not one of ${quoted(issue.values)}`, near ? `did you mean "${near}"?` : undefined);
  }
  if (issue.code === 'too_big' && typeof given === 'string')
    return problem(`the text has ${given.length} characters, at most ${issue.maximum} are allowed`, 'shorten it');
  return problem(
    issue.message,
    path === 'family'
      ? `families are ${strategyFamilies.join(', ')}`
      : path === 'timeframe'
        ? `timeframes are ${timeframes.join(', ')}`
        : undefined,
  );
}
