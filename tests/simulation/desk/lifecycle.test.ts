/** Opening, closing and restarting: in the middle of a run, twice, two on one home, with a HALT file; what was shown is shown again. */
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { View } from '../../../shared/desk-api/view.ts';
import { approveSome, deskWorkshop, must, smallResearch } from '../../support/open-test-desk.ts';

const shop = deskWorkshop();
const timeout = 120_000;

/** Rows that a restart must bring back as they were; the others tell of this life of the desk. */
const lasting = [
  'datasets',
  'runs',
  'strategies',
  'decisions',
  'archives',
  'deployments',
  'health',
  'orders',
  'refusals',
  'fills',
  'positions',
  'accounts',
  'equity',
  'regimes',
  'signals',
  'lessons',
] as const satisfies readonly (keyof View)[];
const lastingRows = (view: View) => Object.fromEntries(lasting.map((name) => [name, view[name]]));

describe('a desk', { timeout }, () => {
  it('closes in the middle of a run, and closing twice is closing once', async () => {
    const desk = await shop.open();
    const { runId } = await desk.ask('research.start', smallResearch);
    await desk.until((v) => (v.runs[runId]?.proposed ?? 0) > 0);
    const [first, second] = [desk.close(), desk.close()];
    await Promise.all([first, second]);
    await desk.close();
    expect(desk.lines.filter((line) => /fail|fault|could not/i.test(line))).toEqual([]);
    await shop.withStore(desk.home, (store) => {
      expect(store.runs.find(runId)).toMatchObject({ status: 'aborted', hash: null });
      const found = store.journal.read({});
      expect(found.map((m) => m.sequence)).toEqual(found.map((_, at) => at + 1));
      expect(store.audit.verify()).toMatchObject({ valid: true });
    });
    const again = await shop.open(desk.home);
    expect((await again.view()).runs[runId]).toMatchObject({ status: 'aborted' });
    expect((await again.view()).runs[runId]?.reason).toMatch(/closed before the run was over/);
    await again.close();
  });

  it('has its home to itself', async () => {
    const desk = await shop.open();
    const second = await shop.tryOpen(desk.home);
    if (second.ok) expect.fail('two desks on one home');
    expect(second.error.code).toBe('home-in-use');
    expect(second.error.message).toMatch(/^The desk is already running on this data folder \(process \d+\)\.$/);
    await desk.ask('audit.verify', {});
    await desk.close();
    const third = must(await shop.tryOpen(desk.home));
    await third.close();
  });

  it('obeys a HALT file while it runs and when it opens, and only a person re-arms', async () => {
    const desk = await shop.open();
    const file = join(desk.home, 'HALT');
    writeFileSync(file, 'flattened\nthe door was left open\n');
    const view = await desk.until((v) => v.status.desk?.killReport?.phase === 'verified-flat');
    expect(view.status.desk).toMatchObject({ killLevel: 'flattened', killReason: 'the door was left open' });
    expect(view.status.desk?.killReport?.origin).toBe('file');
    await desk.close();

    // The latch outlives the desk; the file still lies there.
    const second = await shop.open(desk.home);
    expect((await second.view()).status.desk).toMatchObject({ killLevel: 'flattened' });
    rmSync(file);
    expect(
      (await second.refused('replay.control', { action: 'start', datasetId: null, from: null, speed: 10 })).code,
    ).toBe('killed');
    await second.until((v) => v.status.desk?.killReport?.phase === 'verified-flat');
    await second.ask('kill.rearm', { phrase: 'REARM', reason: 'the door is shut' });
    await second.close();

    const third = await shop.open(desk.home);
    expect((await third.view()).status.desk).toMatchObject({ killLevel: 'armed' });
    await third.close();

    // An empty file, put there while nobody looked, halts.
    writeFileSync(file, '');
    const fourth = await shop.open(desk.home);
    const halted = await fourth.until((v) => v.status.desk?.killLevel === 'halted');
    expect(halted.status.desk?.killReason).toMatch(/HALT/);
    expect((await fourth.ask('audit.verify', {})).valid).toBe(true);
    await fourth.close();
  });

  it('shows after a restart what it showed before: every row, the latch, the reasons', async () => {
    const desk = await shop.open();
    await desk.research();
    await approveSome(desk, 2);
    const { sessionId } = await desk.ask('replay.control', {
      action: 'start',
      datasetId: null,
      from: null,
      speed: 400,
    });
    await desk.until((v) => Object.keys(v.fills).length >= 3 && Object.keys(v.positions).length > 0);
    await desk.ask('replay.control', { action: 'stop', datasetId: null, from: null, speed: 1 });
    const waiting = Object.values((await desk.view()).strategies).find((s) => s.stage === 'awaiting-approval');
    await desk.ask('strategy.reject', { strategyId: waiting?.strategyId ?? '', reason: 'not this one' });
    await desk.ask('kill.trigger', { level: 'paused', reason: 'lunch' });
    await desk.until(
      (v) =>
        v.status.desk?.killReport?.level === 'paused' && Object.values(v.lessons).some((l) => l.cause === 'rejected'),
    );
    // The feed runs ahead of the trading: the rows are at rest when the last moment fed has its equity and its health.
    await desk.until((v) => {
      const { time = 0 } = v.replays[sessionId] ?? {};
      return v.equity[`paper/${time}`] !== undefined && Object.values(v.health).every((h) => h.asOf === time);
    });
    await desk.close();
    const before = await desk.view();

    const second = await shop.open(desk.home);
    await second.until(
      (v) =>
        v.status.desk?.broker === 'simulated (paper)' &&
        Object.values(v.messages).some((m) => m.topic === 'trade.account' && m.time >= (v.status.desk?.startedAt ?? 0)),
    );
    const after = await second.view();
    for (const name of lasting) expect(after[name], name).toEqual(before[name]);
    expect(Object.keys(lastingRows(after)).length).toBe(lasting.length);
    expect(after.status.desk).toMatchObject({ killLevel: 'paused', killReason: 'lunch' });
    expect(after.replays[sessionId]?.status).toBe('stopped');
    expect(Object.keys(after.alerts)).toEqual(expect.arrayContaining(Object.keys(before.alerts)));
    expect((await second.ask('audit.verify', {})).valid).toBe(true);
    // And once more: a restart adds nothing.
    await second.close();
    const third = await shop.open(desk.home);
    const last = await third.view();
    for (const name of lasting) expect(last[name], name).toEqual(before[name]);
    await third.close();
  });
});
