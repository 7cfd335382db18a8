/** How alike two specifications are, and which are the same strategy under another name. */
import { hashOf } from '../../../shared/core/canonical.ts';
import { parameterValues, ruleFeatures, ruleNames, ruleText } from '../../../shared/strategy/compile.ts';
import { parseExpression } from '../../../shared/strategy/rules/parse.ts';
import { formatExpression } from '../../../shared/strategy/rules/print.ts';
import { resolveExpression } from '../../../shared/strategy/rules/resolve.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';

/** A rule with its parameters' values in their places, so that names make no difference. */
function settled(text: string | null, values: Readonly<Record<string, number>>): string | null {
  const parsed = text === null ? undefined : parseExpression(text);
  return parsed?.ok ? formatExpression(resolveExpression(parsed.value, values)) : text;
}

/** Hash of all that trades: names, words and the ranges of parameters make no other strategy. */
export function behaviourHash(spec: StrategySpec): string {
  const values = parameterValues(spec);
  const { timeframe, sizing, protection, maxOpenPositions } = spec;
  const rules = ruleNames.map((name) => settled(ruleText(spec, name), values));
  const { calendar, universe, pairs, schedule, session } = spec;
  const ranked = universe && {
    ...universe,
    filter: settled(universe.filter, values),
    rankBy: settled(universe.rankBy, values),
  };
  // Parts that are not used leave the hash as it was without them.
  const parts = { calendar, universe: ranked, pairs, schedule, session };
  return hashOf({
    rules,
    timeframe,
    sizing,
    protection,
    maxOpenPositions,
    symbols: [...spec.symbols].sort(),
    ...parts,
  });
}

/** Shared members over all members; 1 for two empty sets. */
function overlap(a: readonly string[], b: readonly string[]): number {
  const all = new Set([...a, ...b]);
  if (all.size === 0) return 1;
  const right = new Set(b);
  return a.filter((x) => right.has(x)).length / all.size;
}

/** 1 where every shared parameter is equal; parameters that only one has count as far apart. */
function parameterCloseness(a: StrategySpec['parameters'], b: StrategySpec['parameters']): number {
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  if (names.size === 0) return 1;
  let sum = 0;
  for (const name of names) {
    const p = a[name];
    const q = b[name];
    if (!p || !q) continue;
    const range = Math.max(p.max, q.max) - Math.min(p.min, q.min);
    sum += range > 0 ? 1 - Math.abs(p.value - q.value) / range : 1;
  }
  return sum / names.size;
}

/** What comparing needs of a specification: each is compared with every other of a run, and taken apart once. */
interface Traits {
  readonly features: readonly string[];
  readonly protection: string;
}
const traits = new WeakMap<StrategySpec, Traits>();

function traitsOf(spec: StrategySpec): Traits {
  const known = traits.get(spec) ?? {
    features: ruleFeatures(spec),
    protection: hashOf([spec.protection, spec.sizing]),
  };
  traits.set(spec, known);
  return known;
}

/** 0 (nothing in common) to 1 (equal), from features, parameters, symbols, family and what protects and sizes it. */
export function similarity(a: StrategySpec, b: StrategySpec): number {
  const [left, right] = [traitsOf(a), traitsOf(b)];
  return (
    0.3 * overlap(left.features, right.features) +
    0.25 * parameterCloseness(a.parameters, b.parameters) +
    0.2 * overlap(a.symbols, b.symbols) +
    0.15 * (a.family === b.family ? 1 : 0) +
    0.1 * (left.protection === right.protection ? 1 : 0)
  );
}

/** 1 less the greatest similarity to anything before. */
export const noveltyOf = (spec: StrategySpec, before: readonly StrategySpec[]): number =>
  before.reduce((least, other) => Math.min(least, 1 - similarity(spec, other)), 1);
