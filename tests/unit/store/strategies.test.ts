/** Strategies: immutable versions, where they came from, their stages, decisions and sealed approvals. */
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../shared/bus/topics-control.ts';
import { specHash, strategyIdOf } from '../../../shared/strategy/spec.ts';
import { spec, storeModes, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();
const one = spec();
const id = strategyIdOf(one);
const hash = specHash(one);
const row = { strategyId: id, specHash: hash, spec: one, runId: 'run-1', parents: [], at: 1 };
const limits = {
  capital: 1000,
  maxPositionShare: 0.2,
  maxGrossLeverage: 1,
  maxDailyLossShare: 0.05,
  maxDrawdownShare: 0.2,
};
const seal = {
  approvalHash: 'e'.repeat(64),
  environment: 'paper' as const,
  strategyId: id,
  specHash: hash,
  datasetId: 'ds-1',
  reportHash: null,
  limits,
  expiresAt: 5000,
};
const decision: Decision = {
  strategyId: id,
  decision: 'approve',
  environment: 'paper',
  approvalHash: seal.approvalHash,
  limits,
  expiresAt: 5000,
  reason: 'it looks sound',
};

describe.each(storeModes)('strategies (%s)', (mode) => {
  const openIn = async () => (await open(mode === 'memory' ? ':memory:' : folder(), mode === 'thread')).strategies;

  it('are found with their newest version', async () => {
    const strategies = await openIn();
    expect(await strategies.find(id)).toBeUndefined();
    await strategies.save(row);
    expect(await strategies.find(id)).toEqual({ spec: one, specHash: hash });
    const other = spec('A changed idea');
    await strategies.save({ ...row, spec: other, specHash: specHash(other), at: 2 });
    expect((await strategies.find(id))?.spec.name).toBe('A changed idea');
    expect(strategies.versions(id).map((v) => v.specHash)).toEqual([hash, specHash(other)]);
    expect(strategies.version(hash)).toEqual({ specHash: hash, strategyId: id, spec: one, at: 1 });
    expect(strategies.version('0'.repeat(64))).toBeUndefined();
  });

  it('may come from several runs, once from each', async () => {
    const strategies = await openIn();
    await strategies.save(row);
    await strategies.save({ ...row, at: 9 });
    await strategies.save({ ...row, runId: 'run-2', parents: ['st-a', 'st-b'], at: 3 });
    expect(strategies.versions(id)).toHaveLength(1);
    expect(strategies.origins(id)).toEqual([
      { runId: 'run-1', parents: [], at: 1 },
      { runId: 'run-2', parents: ['st-a', 'st-b'], at: 3 },
    ]);
    expect([strategies.ofRun('run-2'), strategies.ofRun('run-3')]).toEqual([[id], []]);
  });

  it('never change a version: another content under its hash is refused', async () => {
    const strategies = await openIn();
    await strategies.save(row);
    await expect(strategies.save({ ...row, spec: spec('Forged rules') })).rejects.toThrow('another content');
    await expect(strategies.save({ ...row, strategyId: 'st-other' })).rejects.toThrow('another content');
    expect((await strategies.find(id))?.spec).toEqual(one);
  });

  it('keep their stages in order', async () => {
    const strategies = await openIn();
    const stage = {
      strategyId: id,
      runId: 'run-1',
      stage: 'proposed',
      reason: 'a template',
      data: { sharpe: 1 },
      at: 1,
    };
    await strategies.recordStage(stage);
    await strategies.recordStage({ ...stage, stage: 'refused', reason: 'too few trades', data: null, at: 2 });
    expect(strategies.stages(id).map((s) => [s.stage, s.data])).toEqual([
      ['proposed', { sharpe: 1 }],
      ['refused', null],
    ]);
  });

  it('trade only under a seal that stands', async () => {
    const strategies = await openIn();
    await strategies.save(row);
    await strategies.recordDecision(decision);
    expect(strategies.decisions(id)).toEqual([{ ...decision, at: 1000 }]);
    await strategies.approve(seal);
    await strategies.approve(seal);
    expect(strategies.approvals(id)).toHaveLength(1);
    expect(strategies.approval(seal.approvalHash, 'paper')).toMatchObject({ ...seal, revokedAt: null });
    expect(strategies.approval(seal.approvalHash, 'live')).toBeUndefined();
    expect(strategies.standingApprovals(4999)).toHaveLength(1);
    expect(strategies.standingApprovals(5000)).toHaveLength(0);
    await expect(strategies.approve({ ...seal, expiresAt: 6000 })).rejects.toThrow('another content');
    await expect(strategies.approve({ ...seal, limits: { ...limits, capital: 2 } })).rejects.toThrow('another content');
    expect(await strategies.revoke(seal.approvalHash, 'paper', 'changed my mind')).toBe(true);
    expect(await strategies.revoke(seal.approvalHash, 'paper', 'again')).toBe(false);
    expect(strategies.approval(seal.approvalHash, 'paper')).toMatchObject({ revokedReason: 'changed my mind' });
    expect(strategies.standingApprovals(10)).toEqual([]);
    await expect(strategies.approve(seal)).rejects.toThrow('revoked');
  });

  it('cannot be sealed before the version is kept', async () => {
    const strategies = await openIn();
    await expect(strategies.approve(seal)).rejects.toThrow('FOREIGN KEY');
  });
});

describe('on disk', () => {
  it('versions, decisions and seals cannot be changed, and what was revoked stays so', async () => {
    const home = folder();
    const store = await open(home);
    await store.strategies.save(row);
    await store.strategies.recordDecision(decision);
    await store.strategies.approve(seal);
    await store.close();
    const file = new Database(join(home, 'desk.db'));
    expect(() => file.exec(`UPDATE strategy_versions SET spec = '{}'`)).toThrow('never changed');
    expect(() => file.exec('DELETE FROM strategy_versions')).toThrow('never deleted');
    expect(() => file.exec(`UPDATE decisions SET decision = 'approve'`)).toThrow('never changed');
    expect(() => file.exec('UPDATE approvals SET expires_at = 9e15')).toThrow('never changed');
    file.exec('UPDATE approvals SET revoked_at = 1');
    expect(() => file.exec('UPDATE approvals SET revoked_at = NULL')).toThrow('stays revoked');
    expect(() => file.exec('DELETE FROM approvals')).toThrow('never deleted');
    file.close();
  });
});
