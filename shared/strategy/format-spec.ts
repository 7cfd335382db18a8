/** Writes a specification in its one canonical form: fields in the order of the schema, rules as the language prints them. */
import { parseExpression } from './rules/parse.ts';
import { formatExpression } from './rules/print.ts';
import type { StrategySpec } from './spec.ts';

const order: readonly (keyof StrategySpec)[] = [
  'schema',
  'name',
  'family',
  'thesis',
  'falsifier',
  'calendar',
  'symbols',
  'pairs',
  'universe',
  'timeframe',
  'schedule',
  'session',
  'parameters',
  'rules',
  'regimeFilter',
  'sizing',
  'protection',
  'maxOpenPositions',
];
/** Widest object or list that stays on one line. */
const width = 100;

const printed = (text: string | null): string | null => {
  const parsed = text === null ? undefined : parseExpression(text);
  return parsed?.ok ? formatExpression(parsed.value) : text;
};

/** The same strategy with every rule printed canonically; texts that do not parse stay as they are. The hash may change. */
export function canonicalSpec(spec: StrategySpec): StrategySpec {
  const { entryLong, exitLong, entryShort, exitShort } = spec.rules;
  const rules = {
    entryLong: printed(entryLong),
    exitLong: printed(exitLong),
    entryShort: printed(entryShort),
    exitShort: printed(exitShort),
  };
  const { universe } = spec;
  const whole: StrategySpec = {
    ...spec,
    rules,
    regimeFilter: printed(spec.regimeFilter),
    ...(universe && {
      universe: { ...universe, filter: printed(universe.filter), rankBy: printed(universe.rankBy) },
    }),
  };
  return Object.fromEntries(
    order.flatMap((name) => (whole[name] === undefined ? [] : [[name, whole[name]]])),
  ) as unknown as StrategySpec;
}

/** The canonical form as JSON text that ends with a line break. Formatting it again gives the same bytes. */
export const formatSpec = (spec: StrategySpec): string => `${json(canonicalSpec(spec), '')}\n`;

function json(value: unknown, indent: string): string {
  const flat = flatJson(value);
  if (typeof value !== 'object' || value === null || (indent !== '' && flat.length + indent.length <= width))
    return flat;
  const inner = `${indent}  `;
  const parts = Array.isArray(value)
    ? value.map((item) => json(item, inner))
    : entriesOf(value).map(([key, item]) => `${JSON.stringify(key)}: ${json(item, inner)}`);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  return parts.length === 0
    ? `${open}${close}`
    : `${open}\n${parts.map((p) => inner + p).join(',\n')}\n${indent}${close}`;
}

const entriesOf = (value: object): [string, unknown][] =>
  Object.entries(value).filter(([, item]) => item !== undefined);

function flatJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = entriesOf(value).map(([key, item]) => `${JSON.stringify(key)}: ${flatJson(item)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
