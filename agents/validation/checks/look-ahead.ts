/** Nothing the strategy says changes when the future is cut off or scrambled. */
import { defineCheck } from './check.ts';

export const lookAhead = defineCheck({
  name: 'look-ahead',
  run: ({ lookAhead: { passed, comparedBars, cuts, columns, evidence } }) => ({
    passed,
    evidence: passed
      ? `${comparedBars} bars compared at ${cuts} cuts per symbol, the future cut off and scrambled: none of ${columns ?? 'the'} columns (rules, sizes, indicators) moved.`
      : `It sees the future: ${evidence ?? 'a signal moved'}.`.slice(0, 600),
    value: passed ? 0 : 1,
    threshold: 0,
  }),
});
