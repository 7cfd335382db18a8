/** The rules and parameters of a spec by name, and what its rules may lean on. */
import type { RuleScope } from './rules/market.ts';
import type { StrategySpec } from './spec.ts';

export const ruleNames = ['entryLong', 'exitLong', 'entryShort', 'exitShort', 'regimeFilter'] as const;
export type RuleName = (typeof ruleNames)[number];

/** Present values of a spec's parameters. */
export const parameterValues = (spec: StrategySpec): Record<string, number> =>
  Object.fromEntries(Object.entries(spec.parameters).map(([name, p]) => [name, p.value]));

/** Text of one rule of a spec; null when it is not set. */
export const ruleText = (spec: StrategySpec, name: RuleName): string | null =>
  name === 'regimeFilter' ? spec.regimeFilter : spec.rules[name];

/** Every text in the expression language that a spec holds, with its path. */
export function ruleTexts(
  spec: StrategySpec,
): { readonly path: string; readonly text: string; readonly gives: 'truth' | 'number' }[] {
  const { filter = null, rankBy = null } = spec.universe ?? {};
  const found = [
    ...ruleNames.map((name) => {
      const path = name === 'regimeFilter' ? name : `rules.${name}`;
      return { path, text: ruleText(spec, name), gives: 'truth' as const };
    }),
    { path: 'universe.filter', text: filter, gives: 'truth' as const },
    { path: 'universe.rankBy', text: rankBy, gives: 'number' as const },
  ];
  return found.flatMap(({ text, ...rest }) => (text === null ? [] : [{ text, ...rest }]));
}

/** What the functions of schema 2 lean on. Two symbols without named pairs are one. */
export function scopeOf(spec: StrategySpec): RuleScope {
  const symbols = [...new Set(spec.symbols)].sort();
  const pairs = spec.pairs ?? (symbols.length === 2 ? [symbols] : []);
  const partners: Record<string, string> = {};
  for (const [a = '', b = ''] of pairs) {
    partners[a] = b;
    partners[b] = a;
  }
  return { timeframe: spec.timeframe, calendar: spec.calendar ?? 'us-equity', symbols, partners };
}
