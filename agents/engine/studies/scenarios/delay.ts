/** A strategy that learns its own signals late: every rule as it stood some bars before. */
import type { StrategySpec } from '../../../../shared/strategy/spec.ts';

const late = (rule: string | null, bars: number): string | null =>
  rule === null ? null : `prev(if(${rule}, 1, 0), ${bars}) > 0.5`;

/** Decisions come `bars` bars later; sizing and protection go by the bar of the decision. */
export const delayed = (spec: StrategySpec, bars: number): StrategySpec => ({
  ...spec,
  rules: {
    entryLong: late(spec.rules.entryLong, bars),
    exitLong: late(spec.rules.exitLong, bars),
    entryShort: late(spec.rules.entryShort, bars),
    exitShort: late(spec.rules.exitShort, bars),
  },
});
