/** The person's path over the bridge: research, dossier, seal, approval, market replay, kill switch, a flat account, a lesson. */

import { beforeAll, describe, expect, it } from 'vitest';
import { targets } from '../../../agents/analysis/targets/index.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';
import type { Dossier } from '../../../shared/desk-api/requests.ts';
import { deskWorkshop, smallResearch, type TestDesk } from '../../support/open-test-desk.ts';

const shop = deskWorkshop();
const timeout = 120_000;
let desk: TestDesk;
let waiting: string[] = [];
let refusedId = '';
beforeAll(async () => {
  desk = await shop.open();
  await desk.research();
  const rows = Object.values((await desk.view()).strategies);
  waiting = rows.filter((s) => s.stage === 'awaiting-approval').map((s) => s.strategyId);
  refusedId = rows.find((s) => s.stage === 'refused')?.strategyId ?? '';
}, timeout);

const sealed = async (strategyId: string): Promise<NonNullable<Dossier['seal']>> => {
  const { seal } = await desk.ask('strategy.dossier', { strategyId });
  if (seal === null) throw new Error(`${strategyId} has no seal`);
  return seal;
};

describe('a person', { timeout }, () => {
  let deploymentId = '';
  const approved = (): string => waiting[0] as string;

  it('reads a whole dossier of what passed, and of what did not', async () => {
    expect(waiting.length).toBeGreaterThan(2);
    const dossier = await desk.ask('strategy.dossier', { strategyId: approved() });
    expect(dossier).toMatchObject({ synthetic: true, datasetName: 'Small market (synthetic)' });
    // Schema 1 can be written for every platform there is.
    expect([...new Set(dossier.sources.map((s) => s.target))].sort()).toEqual(Object.keys(targets).sort());
    expect(dossier.plainWords.length).toBeGreaterThan(2);
    expect(dossier.equity?.time).toHaveLength(1500);
    expect(dossier.trades.length).toBe(dossier.performance?.trades);
    expect(dossier.checks.every((c) => c.passed)).toBe(true);
    const failed = await desk.ask('strategy.dossier', { strategyId: refusedId });
    expect(failed.seal).toBeNull();
    expect(failed.checks.some((c) => !c.passed)).toBe(true);
    expect((await desk.refused('strategy.dossier', { strategyId: 'st-nobody' })).code).toBe('unknown-strategy');
  });

  it('cannot approve what the gate refused, with any seal', async () => {
    const seal = await sealed(approved());
    expect(
      await desk.refused('strategy.approve', { strategyId: refusedId, environment: 'paper', ...seal }),
    ).toMatchObject({
      code: 'gate-refused',
      where: 'strategyId',
    });
    expect(
      (await desk.refused('strategy.seal', { strategyId: refusedId, limits: seal.limits, expiresAt: seal.expiresAt }))
        .code,
    ).toBe('gate-refused');
    expect((await desk.refused('strategy.reject', { strategyId: refusedId, reason: 'out of order' })).code).toBe(
      'not-waiting',
    );
  });

  it('gets another seal for other limits or another expiry, and nothing runs under the wrong one', async () => {
    const strategyId = approved();
    const seal = await sealed(strategyId);
    const limits = { ...seal.limits, capital: seal.limits.capital / 2 };
    const other = await desk.ask('strategy.seal', { strategyId, limits, expiresAt: seal.expiresAt });
    const later = await desk.ask('strategy.seal', { strategyId, limits: seal.limits, expiresAt: seal.expiresAt + 1 });
    expect(new Set([seal.approvalHash, other.approvalHash, later.approvalHash]).size).toBe(3);
    for (const wrong of [
      { ...seal, approvalHash: '0'.repeat(64) },
      { ...seal, limits },
      { ...seal, approvalHash: other.approvalHash },
      { ...seal, expiresAt: seal.expiresAt + 1 },
      await sealed(waiting[1] as string).then((s) => ({ ...seal, approvalHash: s.approvalHash })),
    ])
      expect((await desk.refused('strategy.approve', { strategyId, environment: 'paper', ...wrong })).code).toBe(
        'approval-void',
      );
    const past = seal.expiresAt - 365 * 86_400_000;
    const { approvalHash } = await desk.ask('strategy.seal', { strategyId, limits: seal.limits, expiresAt: past });
    expect(
      (
        await desk.refused('strategy.approve', {
          strategyId,
          environment: 'paper',
          limits: seal.limits,
          expiresAt: past,
          approvalHash,
        })
      ).code,
    ).toBe('approval-expired');
    expect(Object.keys((await desk.view()).deployments)).toEqual([]);
  });

  it('is told why nothing trades live', async () => {
    const refusal = await desk.refused('strategy.approve', {
      strategyId: approved(),
      environment: 'live',
      ...(await sealed(approved())),
      accountName: 'mine',
    });
    expect(refusal.code).toBe('no-live-broker');
    expect(refusal.message).toMatch(/paper record/);
  });

  it('approves for paper, once', async () => {
    const seal = await sealed(approved());
    const answer = await desk.ask('strategy.approve', { strategyId: approved(), environment: 'paper', ...seal });
    deploymentId = answer.deploymentId;
    const view = await desk.until((v) => v.deployments[deploymentId]?.status === 'active');
    expect(view.deployments[deploymentId]).toMatchObject({
      environment: 'paper',
      approvalHash: seal.approvalHash,
      limits: seal.limits,
    });
    expect(view.strategies[approved()]?.stage).toBe('approved');
    expect(Object.values(view.decisions).map((d) => d.decision)).toEqual(['approve']);
    // The very same yes again opens nothing new.
    await desk.ask('strategy.approve', { strategyId: approved(), environment: 'paper', ...seal });
    expect(Object.keys((await desk.view()).deployments)).toEqual([deploymentId]);
  });

  it('sees it trade on paper: orders, fills, positions, an account and its curve', async () => {
    const { sessionId } = await desk.ask('replay.control', {
      action: 'start',
      datasetId: null,
      from: null,
      speed: 400,
    });
    const view = await desk.until((v) => Object.keys(v.fills).length >= 2 && Object.keys(v.positions).length > 0);
    expect(view.replays[sessionId]?.status).toBe('playing');
    expect(Object.values(view.orders).some((o) => o.intent.purpose === 'entry' && o.status === 'filled')).toBe(true);
    for (const order of Object.values(view.orders))
      expect(order.intent).toMatchObject({ deploymentId, environment: 'paper' });
    for (const position of Object.values(view.positions)) expect(position.protectiveStop).not.toBeNull();
    expect(view.accounts.paper?.broker).toBe('simulated');
    expect(Object.values(view.equity).every((p) => p.time > 0)).toBe(true);
    // Every order answers why it was sent: back to the bar, the session and the person who started it.
    const { messages } = await desk.ask('journal.read', {
      correlationId: null,
      topic: 'trade.order',
      fromSequence: null,
      limit: 1,
    });
    const { chain } = await desk.ask('journal.causes', { id: messages[0]?.id ?? '' });
    expect(chain.map((m) => m.topic).slice(-2)).toEqual(['data.moment', 'control.replay']);
    expect(chain.at(-1)?.source).toBe('agent/V0');
  });

  it('stops everything: flat, position by position, and nothing new is entered', async () => {
    await desk.until((v) => Object.keys(v.positions).length > 0);
    const { latchedMs } = await desk.ask('kill.trigger', { level: 'flattened', reason: 'enough for today' });
    expect(latchedMs).toBeLessThan(250);
    const view = await desk.until((v) => v.status.desk?.killReport?.phase === 'verified-flat');
    const report = view.status.desk?.killReport;
    expect(report).toMatchObject({ level: 'flattened', origin: 'window', reason: 'enough for today' });
    for (const position of report?.positions ?? []) expect(position).toMatchObject({ outcome: 'flat', deploymentId });
    const flat = await desk.until((v) => Object.keys(v.positions).length === 0);
    expect(
      Object.values(flat.orders).filter((o) => ['working', 'partially-filled', 'cancelling'].includes(o.status)),
    ).toEqual([]);
    expect(flat.accounts.paper?.cash).toBe(flat.accounts.paper?.equity);
    expect(
      (await desk.refused('replay.control', { action: 'start', datasetId: null, from: null, speed: 1000 })).code,
    ).toBe('killed');
    expect((await desk.refused('position.close', { deploymentId, symbol: 'QLMN' })).code).toBe('no-position');
  });

  it('alone re-arms, with the phrase and a reason', async () => {
    expect((await desk.refused('kill.rearm', { phrase: 'rearm', reason: 'it was a test' })).code).toBe('wrong-phrase');
    expect((await desk.refused('kill.rearm', { phrase: 'REARM', reason: '' })).code).toBe('bad-query');
    expect((await desk.view()).status.desk?.killLevel).toBe('flattened');
    await desk.ask('kill.rearm', { phrase: 'REARM', reason: 'it was a test' });
    const view = await desk.until((v) => v.status.desk?.killLevel === 'armed');
    expect(view.status.desk?.killReason).toContain('it was a test');
    expect((await desk.refused('kill.rearm', { phrase: 'REARM', reason: 'once more' })).code).toBe('already-armed');
  });

  it('ends a deployment: it is drained and stopped, its approval revoked for good', async () => {
    await desk.ask('deployment.stop', { deploymentId });
    const view = await desk.until((v) => v.deployments[deploymentId]?.status !== 'active');
    expect(['draining', 'stopped']).toContain(view.deployments[deploymentId]?.status);
    await desk.until((v) => v.deployments[deploymentId]?.status === 'stopped');
    expect((await desk.refused('deployment.stop', { deploymentId })).code).toBe('not-active');
    const seal = await sealed(approved());
    expect(
      (await desk.refused('strategy.approve', { strategyId: approved(), environment: 'paper', ...seal })).code,
    ).toBe('approval-revoked');
    expect((await desk.refused('deployment.stop', { deploymentId: 'pd-nobody' })).code).toBe('unknown-deployment');
  });

  it('rejects with a reason, and the next run knows it', async () => {
    const strategyId = waiting[1] as string;
    await desk.ask('strategy.reject', { strategyId, reason: 'I do not hold over earnings' });
    const view = await desk.until((v) => Object.values(v.lessons).some((l) => l.cause === 'rejected'));
    const lesson = Object.values(view.lessons).find((l) => l.cause === 'rejected');
    expect(lesson?.claim).toContain('I do not hold over earnings');
    expect(lesson?.evidence).toContain(strategyId);
    expect(view.strategies[strategyId]?.stage).toBe('rejected');
    expect(
      (await desk.refused('strategy.approve', { strategyId, environment: 'paper', ...(await sealed(strategyId)) }))
        .code,
    ).toBe('not-waiting');
    const { runId } = await desk.ask('research.start', { ...smallResearch, seed: 21, generations: 1, population: 2 });
    await desk.until((v) => v.runs[runId]?.status === 'complete');
    const { messages } = await desk.ask('journal.read', {
      correlationId: runId,
      topic: 'control.research',
      fromSequence: null,
      limit: 1,
    });
    const base = (messages[0]?.data as TopicData<'control.research'> | undefined)?.base;
    expect(base?.lessons.map((l) => l.lessonId)).toContain(lesson?.lessonId);
    expect(base?.trials).toBeGreaterThan(5);
  });

  it('leaves a trail that nobody can change unseen', async () => {
    const { valid, entries } = await desk.ask('audit.verify', {});
    expect(valid).toBe(true);
    expect(entries).toBeGreaterThanOrEqual(8);
    expect(desk.lines.filter((line) => /fault|failed|could not/.test(line))).toEqual([]);
  });
});
