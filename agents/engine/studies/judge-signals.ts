/** The two proofs of a strategy's signals as answers of a check: whoever asks them says the same of the same finding. */
import type { CheckResult } from '../../../shared/bus/topics-strategy.ts';
import type { LookAheadFinding } from './look-ahead.ts';
import type { WarmUpFinding } from './warm-up.ts';

type Answer = Omit<CheckResult, 'check'>;

/** How far the full proofs go, in symbols and in cuts of each: no strategy reaches the person without them. */
export const fullProof = { symbols: 10, cuts: 12 } as const;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** Nothing the strategy says changes when the future is cut off or scrambled. */
export function judgeLookAhead({ passed, comparedBars, cuts, columns, evidence }: LookAheadFinding): Answer {
  return {
    passed,
    evidence: passed
      ? `${comparedBars} bars compared at ${cuts} cuts per symbol, the future cut off and scrambled: none of ${columns ?? 'the'} columns (rules, sizes, indicators) moved.`
      : `It sees the future: ${evidence ?? 'a signal moved'}.`.slice(0, 600),
    value: passed ? 0 : 1,
    threshold: 0,
  };
}

/** The signals do not depend on when the history begins. */
export function judgeSettledStart(finding: WarmUpFinding): Answer {
  const { passed, comparedBars, movedShare, threshold, evidence, recursive } = finding;
  return {
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
  };
}

/** The indicator that remembers its start the longest. */
function memoryOf(recursive: NonNullable<WarmUpFinding['recursive']>): string {
  const never = recursive.find((r) => r.settlesAfter === null);
  if (never) return ` ${never.column} never forgets where it began; only its changes are used.`;
  const longest = recursive.reduce((most, r) => Math.max(most, r.settlesAfter ?? 0), 0);
  const one = recursive.find((r) => r.settlesAfter === longest);
  return one && longest > 0
    ? ` ${one.column} is ${percent(one.driftAtWarmUp)} off at the warm-up and settles ${longest} bars later.`
    : '';
}
