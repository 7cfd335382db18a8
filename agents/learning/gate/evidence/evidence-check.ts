/** What a check of the dear evidence is: findings of many runs in, a verdict with its threshold out. */
import type { CheckResult } from '../../../../shared/bus/topics-strategy.ts';
import type { RobustnessEvidence } from '../../../engine/studies/robustness.ts';

export type EvidenceVerdict = NonNullable<CheckResult['verdict']>;

export interface EvidenceCheck {
  readonly name: string;
  /** Machine name of the cause in lessons when it fails. */
  readonly cause: string;
  readonly run: (evidence: RobustnessEvidence) => Omit<CheckResult, 'check'>;
}

export const defineEvidenceCheck = (check: EvidenceCheck): EvidenceCheck => check;

/** Only a failure blocks. */
export const answer = (
  verdict: EvidenceVerdict,
  evidence: string,
  value: number | null,
  threshold: number | null,
): Omit<CheckResult, 'check'> => ({ passed: verdict !== 'fail', verdict, evidence, value, threshold });

export const notApplicable = (why: string): Omit<CheckResult, 'check'> => answer('not-applicable', why, null, null);
