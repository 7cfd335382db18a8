/** The signals do not depend on when the history begins. */
import { defineCheck, percent } from './check.ts';

export const settledStart = defineCheck({
  name: 'settled-start',
  run: ({ warmUp: { passed, comparedBars, movedShare, threshold, evidence } }) => ({
    passed,
    evidence: passed
      ? `${comparedBars} bars compared with later starts: ${percent(movedShare)} of the signals differ (most ${percent(threshold)}).`
      : `${percent(movedShare)} of the signals depend on where the history begins (most ${percent(threshold)}): ${evidence ?? ''}.`.slice(
          0,
          600,
        ),
    value: movedShare,
    threshold,
  }),
});
