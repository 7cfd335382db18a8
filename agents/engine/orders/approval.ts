/** The seal of an approval: one SHA-256 over everything a person said yes to; one changed byte voids it. */
import { hashOf } from '../../../shared/core/canonical.ts';
import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import type { StrategyLimits } from '../../../shared/domain/limits.ts';
import type { Environment } from '../../../shared/domain/order.ts';
import { type StrategySpec, specHash } from '../../../shared/strategy/spec.ts';

/** What a seal covers. The spec holds the rules, the universe and the parameters with their values and ranges. */
export interface ApprovalSubject {
  readonly spec: StrategySpec;
  /** SHA-256 of every generated source; order does not matter. */
  readonly sourceHashes: readonly string[];
  readonly datasetId: string;
  /** Artefact of the validation report the person read. */
  readonly reportHash: string;
  readonly limits: StrategyLimits;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly environment: Environment;
}

/** Seals a subject. */
export const sealApproval = (subject: ApprovalSubject): string =>
  hashOf({
    seal: 1,
    spec: specHash(subject.spec),
    parameters: subject.spec.parameters,
    sources: [...subject.sourceHashes].sort(),
    datasetId: subject.datasetId,
    reportHash: subject.reportHash,
    limits: subject.limits,
    expiresAt: subject.expiresAt,
    environment: subject.environment,
  });

/** Compares a seal with what would run now. */
export function verifyApproval(approvalHash: string, subject: ApprovalSubject, now: number): Result<string> {
  if (!Number.isFinite(subject.expiresAt) || now >= subject.expiresAt)
    return refuse('approval-expired', 'The approval has expired.', { fix: 'Read the dossier and approve it again.' });
  if (sealApproval(subject) !== approvalHash)
    return refuse('approval-void', 'What would run is not what was approved.', {
      where: 'one of spec, code, parameters, dataset, report, limits, expiry, environment',
      fix: 'Read the dossier and approve it again.',
    });
  return ok(approvalHash);
}

/** Id of the deployment an approval opens: `pd-` on paper, `ld-` live; the same approval never opens two. */
export const deploymentIdOf = (approvalHash: string, environment: Environment): string =>
  `${environment === 'live' ? 'ld' : 'pd'}-${approvalHash.slice(0, 16)}`;
