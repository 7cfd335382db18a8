/** Approvals: what a person's yes seals, and the steps between that yes and a deployment. */

import { ok, type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import { dayMs } from '../../shared/core/time.ts';
import type { RequestAnswer, RequestQuery } from '../../shared/desk-api/requests.ts';
import type { StrategyLimits } from '../../shared/domain/limits.ts';
import { deploymentIdOf, sealApproval, verifyApproval } from '../engine/orders/approval.ts';
import { approvalDays } from '../engine/orders/default-limits.ts';
import type { DossierFacts } from '../kernel/order-ports.ts';
import { dossierFacts } from './dossier-facts.ts';
import type { DeskServices } from './services.ts';

type ApprovedEnvironment = 'paper' | 'live';

/** Midnight UTC after the usual number of days: stable between reading a dossier and signing it. */
export const usualExpiry = (now: number): number => (Math.floor(now / dayMs) + 1 + approvalDays) * dayMs;

/** The facts of a strategy that passed its gate, or why it cannot be approved. */
function approvable(
  services: DeskServices,
  strategyId: string,
): Result<DossierFacts & { reportHash: string }, Refusal> {
  const facts = dossierFacts(services.casebook, strategyId);
  if (facts === undefined)
    return refuse('unknown-strategy', `No strategy is called ${strategyId}.`, {
      where: 'strategyId',
      fix: 'see `quantai strategies`.',
    });
  if (facts.verdict !== 'go' || facts.reportHash === null)
    return refuse('gate-refused', `${strategyId} did not pass the gate: it can be read, not approved.`, {
      where: 'strategyId',
      fix: 'choose one that waits for approval; there is no switch that skips the gate.',
    });
  return ok({ ...facts, reportHash: facts.reportHash });
}

const subjectOf = (
  facts: DossierFacts & { reportHash: string },
  limits: StrategyLimits,
  expiresAt: number,
  environment: ApprovedEnvironment,
) => ({
  spec: facts.spec,
  sourceHashes: facts.sourceHashes,
  datasetId: facts.datasetId,
  reportHash: facts.reportHash,
  limits,
  expiresAt,
  environment,
});

/** The seal a dossier offers for paper; null where nothing can be approved. */
export function offeredSeal(services: DeskServices, strategyId: string, limits: StrategyLimits) {
  const facts = approvable(services, strategyId);
  if (!facts.ok) return null;
  const expiresAt = usualExpiry(services.clock.now());
  return { limits, expiresAt, approvalHash: sealApproval(subjectOf(facts.value, limits, expiresAt, 'paper')) };
}

export function sealFor(
  services: DeskServices,
  query: RequestQuery<'strategy.seal'>,
): Result<{ approvalHash: string }, Refusal> {
  const facts = approvable(services, query.strategyId);
  if (!facts.ok) return facts;
  return ok({ approvalHash: sealApproval(subjectOf(facts.value, query.limits, query.expiresAt, 'paper')) });
}

/** Checks the seal the person saw against what would run, records it durably, and speaks the decision. */
export async function approve(
  services: DeskServices,
  query: RequestQuery<'strategy.approve'>,
): Promise<Result<RequestAnswer<'strategy.approve'>, Refusal>> {
  const { store, view, clock, voice } = services;
  const { strategyId, environment, limits, expiresAt, approvalHash } = query;
  const facts = approvable(services, strategyId);
  if (!facts.ok) return facts;
  if (environment === 'live')
    return refuse(
      'no-live-broker',
      'Live trading needs a paper record and a connected live broker, and this desk has neither.',
      {
        where: 'environment',
        fix: 'approve for paper first.',
      },
    );
  const stage = view.get('strategies', strategyId)?.stage;
  if (stage !== 'awaiting-approval' && stage !== 'expired' && stage !== 'approved')
    return refuse('not-waiting', `${strategyId} is ${stage ?? 'unknown'}: it does not wait for approval.`, {
      where: 'strategyId',
      fix: 'choose one that waits for approval.',
    });
  const verified = verifyApproval(approvalHash, subjectOf(facts.value, limits, expiresAt, environment), clock.now());
  if (!verified.ok) return verified;
  const known = store.strategies.approval(approvalHash, environment);
  if (known?.revokedAt != null)
    return refuse('approval-revoked', 'This very approval was revoked.', {
      where: 'approvalHash',
      fix: 'change the expiry or the limits and approve anew.',
    });
  await store.strategies.save({
    strategyId,
    specHash: facts.value.specHash,
    spec: facts.value.spec,
    runId: view.get('strategies', strategyId)?.runId ?? '',
    parents: services.casebook.find(strategyId)?.proposed.parents ?? [],
    at: clock.now(),
  });
  await store.strategies.approve({
    approvalHash,
    environment,
    strategyId,
    specHash: facts.value.specHash,
    datasetId: facts.value.datasetId,
    reportHash: facts.value.reportHash,
    limits,
    expiresAt,
  });
  const decision = {
    strategyId,
    decision: 'approve' as const,
    environment,
    approvalHash,
    limits,
    expiresAt,
    reason: `Approved for ${environment} by the person.`,
  };
  await store.strategies.recordDecision(decision);
  await store.audit.append({
    action: 'strategy.approve',
    actor: 'person',
    subject: strategyId,
    data: { approvalHash, environment, limits, expiresAt },
  });
  voice('control.decision', decision, { subject: strategyId, correlationId: `approval-${approvalHash.slice(0, 16)}` });
  return ok({ approvalHash, deploymentId: deploymentIdOf(approvalHash, environment) });
}

/** A rejection is a decision too: its reason becomes a lesson. */
export async function reject(
  services: DeskServices,
  { strategyId, reason }: RequestQuery<'strategy.reject'>,
): Promise<Result<{ done: true }, Refusal>> {
  const { store, view, voice } = services;
  const stage = view.get('strategies', strategyId)?.stage;
  if (stage === undefined)
    return refuse('unknown-strategy', `No strategy is called ${strategyId}.`, {
      where: 'strategyId',
      fix: 'see `quantai strategies`.',
    });
  if (stage !== 'awaiting-approval')
    return refuse(
      'not-waiting',
      `${strategyId} is ${stage}: only a strategy that waits for approval can be rejected.`,
      { where: 'strategyId', fix: 'choose one that waits for approval.' },
    );
  const decision = {
    strategyId,
    decision: 'reject' as const,
    environment: 'paper' as const,
    approvalHash: null,
    limits: null,
    expiresAt: null,
    reason,
  };
  await store.strategies.recordDecision(decision);
  await store.audit.append({ action: 'strategy.reject', actor: 'person', subject: strategyId, data: { reason } });
  voice('control.decision', decision, { subject: strategyId, correlationId: `rejection-${strategyId}` });
  return ok({ done: true as const });
}
