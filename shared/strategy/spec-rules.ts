/** The rules and parameters of a spec by name. */
import type { StrategySpec } from './spec.ts';

export const ruleNames = ['entryLong', 'exitLong', 'entryShort', 'exitShort', 'regimeFilter'] as const;
export type RuleName = (typeof ruleNames)[number];

/** Present values of a spec's parameters. */
export const parameterValues = (spec: StrategySpec): Record<string, number> =>
  Object.fromEntries(Object.entries(spec.parameters).map(([name, p]) => [name, p.value]));

/** Text of one rule of a spec; null when it is not set. */
export const ruleText = (spec: StrategySpec, name: RuleName): string | null =>
  name === 'regimeFilter' ? spec.regimeFilter : spec.rules[name];
