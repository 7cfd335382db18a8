/** A position that is entered can be left other than by a loss. */
import { defineSpecCheck } from './check.ts';

export const exits = defineSpecCheck({
  name: 'exits',
  run({ compiled }) {
    const { rules, protection } = compiled.spec;
    const timed =
      protection.timeExitBars !== null ||
      protection.takeProfitPercent !== null ||
      protection.trailingStopPercent !== null;
    const open = [
      rules.entryLong !== null && rules.exitLong === null && !timed ? 'long' : '',
      rules.entryShort !== null && rules.exitShort === null && !timed ? 'short' : '',
    ].filter(Boolean);
    return {
      passed: open.length === 0,
      evidence:
        open.length === 0
          ? 'Every entry has a rule, a target, a trail or a time that ends it.'
          : `A ${open.join(' or ')} position can only end at its stop: add an exit rule.`,
      value: open.length,
      threshold: 0,
    };
  },
});
