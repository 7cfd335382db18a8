/** The signals do not depend on when the history begins. */
import type { WarmUpJobOutput } from '../../engine/jobs/warm-up.ts';
import { defineCheck, percent } from './check.ts';

/** The indicator that remembers its start the longest. */
function memoryOf(recursive: NonNullable<WarmUpJobOutput['recursive']>): string {
  const never = recursive.find((r) => r.settlesAfter === null);
  if (never) return ` ${never.column} never forgets where it began; only its changes are used.`;
  const longest = recursive.reduce((most, r) => Math.max(most, r.settlesAfter ?? 0), 0);
  const one = recursive.find((r) => r.settlesAfter === longest);
  return one && longest > 0
    ? ` ${one.column} is ${percent(one.driftAtWarmUp)} off at the warm-up and settles ${longest} bars later.`
    : '';
}

export const settledStart = defineCheck({
  name: 'settled-start',
  run: ({ warmUp: { passed, comparedBars, movedShare, threshold, evidence, recursive } }) => ({
    passed,
    evidence: passed
      ? `${comparedBars} bars compared with later starts: ${percent(movedShare)} of the signals differ (most ${percent(threshold)}).${memoryOf(recursive ?? [])}`.slice(
          0,
          600,
        )
      : `${percent(movedShare)} of the signals depend on where the history begins (most ${percent(threshold)}): ${evidence ?? ''}.`.slice(
          0,
          600,
        ),
    value: movedShare,
    threshold,
  }),
});
