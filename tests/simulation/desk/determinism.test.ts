/** The same question on the same data is the same run: in another home, with other threads, after a restart, and when it is verified. */

import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkedMessages, type SegmentRow, segmentColumns, segmentOf } from '../../../agents/store/journal-segments.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import type { Row, View } from '../../../shared/desk-api/view.ts';
import { deskWorkshop, smallResearch, type TestDesk } from '../../support/open-test-desk.ts';

const shop = deskWorkshop();
const patience = 120_000;

/** Rows of candidates without what tells the time. */
const candidatesOf = (view: View, runId: string): Omit<Row<'strategies'>, 'updatedAt'>[] =>
  Object.values(view.strategies)
    .filter((row) => row.runId === runId)
    .map(({ updatedAt, ...row }) => row);

const kept = (home: string) =>
  shop.withStore(home, (store) => ({
    trials: store.trials.lastRowid(),
    lessons: store.memory.lastRowid(),
    messages: store.journal.read({ topic: 'strategy.proposed' }).length,
  }));

describe('a research run', () => {
  let first: TestDesk;
  let run: Row<'runs'>;
  let candidates: ReturnType<typeof candidatesOf>;
  beforeAll(async () => {
    first = await shop.open(undefined, { workers: 1 });
    run = await first.research();
    candidates = candidatesOf(await first.view(), run.runId);
  }, patience);

  it('decides every candidate and tells what it hashed to', () => {
    expect(run).toMatchObject({ status: 'complete', seed: 7, proposed: 16, decided: 16, remainingMs: null });
    expect(run.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(candidates).toHaveLength(16);
    expect(new Set(candidates.map((c) => c.stage))).toEqual(new Set(['awaiting-approval', 'refused']));
    expect(run.accepted).toBe(candidates.filter((c) => c.stage === 'awaiting-approval').length);
  });

  it('is the same in another home, whatever threads it has', { timeout: patience }, async () => {
    const second = await shop.open(undefined, { workers: 3, threads: false });
    const again = await second.research();
    expect(again.hash).toBe(run.hash);
    expect(candidatesOf(await second.view(), again.runId)).toEqual(candidates);
    await second.close();
  });

  it('is done once: asked for again it is shown, before and after a restart', { timeout: patience }, async () => {
    await first.close();
    const before = await kept(first.home);
    expect(before.lessons).toBe(16);
    first = await shop.open(first.home);
    expect(await first.research()).toEqual(run);
    expect(candidatesOf(await first.view(), run.runId)).toEqual(candidates);
    await first.close();
    expect(await kept(first.home)).toEqual(before);
    first = await shop.open(first.home);
  });

  it('is another one with another seed', { timeout: patience }, async () => {
    const other = await first.research({ ...smallResearch, seed: 8 });
    expect(other.status).toBe('complete');
    expect(other.runId).not.toBe(run.runId);
    expect(other.hash).not.toBe(run.hash);
  });

  it('can be done again from the journal alone, message for message', { timeout: patience }, async () => {
    const verdict = await first.ask('replay.verify', { runId: run.runId });
    expect(verdict).toMatchObject({ equal: true, recorded: run.hash, replayed: run.hash, firstDifference: null });
    expect(verdict.messages).toBeGreaterThan(100);
  });

  it('tells the first message that somebody changed', { timeout: patience }, async () => {
    await first.close();
    const journal = new Database(join(first.home, 'journal.db'));
    const rows = journal.prepare(`SELECT ${segmentColumns} FROM segments ORDER BY last`).all() as SegmentRow[];
    const isReport = (m: Message): boolean => m.topic === 'validation.report' && m.correlationId === run.runId;
    const row = rows.find((r) => checkedMessages(r).some(isReport)) as SegmentRow;
    const messages = structuredClone(checkedMessages(row));
    const report = messages.find(isReport) as Message<{ performance: { trades: number } }>;
    report.data.performance.trades += 1;
    // By somebody who knows the checksum: only doing the run again can tell.
    const { summary, body } = segmentOf(messages);
    journal
      .prepare('UPDATE segments SET summary = ?, body = ?, checksum = ? WHERE last = ?')
      .run(summary, body, crc32(body, crc32(summary)), row.last);
    journal.close();
    first = await shop.open(first.home);
    const verdict = await first.ask('replay.verify', { runId: run.runId });
    expect(verdict.equal).toBe(false);
    expect(verdict.replayed).toBe(run.hash);
    expect(verdict.recorded).not.toBe(run.hash);
    expect(verdict.firstDifference).toMatch(
      /^Message \d+ \(validation\.report from agent\/A4\) differs: data\.performance\.trades was \d+ and is now \d+\.$/,
    );
  });

  it('that was stopped is not verified, and says so', { timeout: patience }, async () => {
    const { runId } = await first.ask('research.start', { ...smallResearch, seed: 9 });
    await first.until((view) => (view.runs[runId]?.proposed ?? 0) > 0);
    await first.ask('research.stop', { runId });
    expect((await first.view()).runs[runId]).toMatchObject({ status: 'aborted', hash: null });
    const refusal = await first.refused('replay.verify', { runId });
    expect(refusal.code).toBe('run-not-complete');
    expect(refusal.message).toMatch(/^The run run-[0-9a-f]{8} is aborted \(.+\)\.$/);
    expect((await first.refused('replay.verify', { runId: 'run-00000000' })).code).toBe('unknown-run');
    // Started once more it completes, and stands as any other.
    const completed = await first.research({ ...smallResearch, seed: 9 });
    expect(completed).toMatchObject({ runId, status: 'complete' });
    expect(await first.ask('replay.verify', { runId })).toMatchObject({ equal: true, recorded: completed.hash });
  });
});
