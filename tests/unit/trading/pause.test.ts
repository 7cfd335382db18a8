/** A3 on a strategy's health: paused by its rule, resumed by the person, retired for good. */
import { describe, expect, it } from 'vitest';
import { sealApproval } from '../../../agents/engine/orders/approval.ts';
import { defaultStrategyLimits } from '../../../agents/engine/orders/default-limits.ts';
import { a3Deployment } from '../../../agents/execution/a3-deployment.ts';
import type { DossierFacts } from '../../../agents/kernel/order-ports.ts';
import type { Decision } from '../../../shared/bus/topics-control.ts';
import type { StrategyHealth } from '../../../shared/domain/retirement.ts';
import { specHash, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { specOf } from '../../golden/small-market.ts';
import { startHarness } from '../../support/agent-harness.ts';

const spec = specOf({
  rules: { entryLong: 'close > open', exitLong: 'close < open', entryShort: null, exitShort: null },
});
const facts: DossierFacts = {
  strategyId: strategyIdOf(spec),
  spec,
  specHash: specHash(spec),
  sourceHashes: [],
  datasetId: 'ds',
  reportHash: 'f'.repeat(64),
  verdict: 'go',
  retirement: null,
  regimeHash: '',
  signalHash: '',
};
const expiresAt = 1_800_000_000_000;
const approvalHash = sealApproval({
  spec,
  sourceHashes: [],
  datasetId: 'ds',
  reportHash: 'f'.repeat(64),
  limits: defaultStrategyLimits,
  expiresAt,
  environment: 'paper',
});
const decision = (what: Decision['decision']): Decision => ({
  strategyId: facts.strategyId,
  decision: what,
  environment: 'paper',
  approvalHash,
  limits: defaultStrategyLimits,
  expiresAt,
  reason: 'because',
});
const health = (status: StrategyHealth['status']): StrategyHealth => ({
  deploymentId: `pd-${approvalHash.slice(0, 16)}`,
  strategyId: facts.strategyId,
  environment: 'paper',
  asOf: 1,
  bars: 1,
  meanReturn: 0,
  expectedMean: 1,
  gone: 0,
  goneAt: 1,
  cusum: 0,
  cusumAt: 1,
  drawdown: 0,
  status,
  text: 'It fell.',
});

describe('a deployment', () => {
  it('is paused by its rule, resumed by the person, retired by its rule', async () => {
    const house = await startHarness({ agents: [a3Deployment], ports: { dossiers: { facts: async () => facts } } });
    const statuses = (): string[] => house.published('trade.deployment').map((d) => d.status);
    await house.send('control.decision', decision('approve'));
    await house.send('validation.health', health('as-expected'));
    expect(statuses()).toEqual(['active']);
    await house.send('validation.health', health('pause'));
    await house.send('validation.health', health('pause'));
    expect(statuses()).toEqual(['active', 'paused']);
    expect(house.published('trade.deployment').at(-1)?.reason).toBe('Paused by its rule: It fell.');
    await house.send('control.decision', decision('resume'));
    await house.send('control.decision', decision('resume'));
    expect(statuses()).toEqual(['active', 'paused', 'active']);
    await house.send('validation.health', health('retire'));
    expect(statuses().at(-1)).toBe('draining');
    await house.send('control.decision', decision('resume'));
    expect(statuses().at(-1)).toBe('draining');
  });
});
