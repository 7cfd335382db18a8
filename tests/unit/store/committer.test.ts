/** Groups: one guilty write fails alone, a full disk loses nothing that was promised, durable groups are synced. */
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Committer, createCommitter } from '../../../agents/store/committer.ts';
import { type Connection, migrate, openWriterConnection } from '../../../agents/store/database.ts';
import { messagesOf } from '../../../agents/store/journal-body.ts';
import { type Segment, segmentOf } from '../../../agents/store/journal-segments.ts';
import { createWriter, directTransport } from '../../../agents/store/writer.ts';
import { message, must, storeWorkshop } from './store-fixtures.ts';

const { folder } = storeWorkshop();
const opened: Committer[] = [];
afterEach(() => {
  for (const committer of opened.splice(0)) committer.close();
});

function committerOn(home: string): { committer: Committer; journal: Connection; desk: Connection } {
  const journal = openWriterConnection(join(home, 'journal.db'));
  const desk = openWriterConnection(join(home, 'desk.db'));
  must(migrate(journal, 'journal', home));
  must(migrate(desk, 'desk', home));
  const committer = createCommitter({ journal, desk }, home);
  opened.push(committer);
  return { committer, journal, desk };
}
const segment = (...sequences: number[]): Segment => segmentOf(sequences.map((n) => message(n)));
const setting = (key: string) => ({ name: 'settings.set', args: { key, value: '1', at: 1 } });
const sequencesOf = (journal: Connection) =>
  (journal.prepare('SELECT body FROM segments ORDER BY last').pluck().all() as string[])
    .flatMap(messagesOf)
    .map((m) => m.sequence);

describe('a group', () => {
  it('lets one guilty write fail alone', () => {
    const { committer, desk } = committerOn(folder());
    const answer = committer.take({
      segments: [segment(1, 2)],
      items: [setting('a'), { name: 'no.such', args: null }, { name: 'settings.set', args: {} }, setting('b')],
      durable: true,
    });
    expect(answer.messageFailures).toBeNull();
    expect(answer.outcomes.map((o) => 'output' in o)).toEqual([true, false, false, true]);
    expect(desk.prepare('SELECT key FROM settings ORDER BY key').pluck().all()).toEqual(['a', 'b']);
  });

  it('is one transaction: a row for the messages, and nothing else of the journal', () => {
    const home = folder();
    const { committer, journal } = committerOn(home);
    committer.take({ segments: [segment(1, 2, 3, 4)], items: [], durable: true });
    expect(sequencesOf(journal)).toEqual([1, 2, 3, 4]);
    expect(journal.prepare('SELECT count(*) FROM segments').pluck().get()).toBe(1);
    expect(journal.prepare('SELECT count(*) FROM chains').pluck().get()).toBe(0);
    expect(committer.unindexed).toBe(1);
    committer.index(10);
    expect(committer.unindexed).toBe(0);
    expect(journal.prepare('SELECT chain, last, lowest, highest FROM chains').raw().all()).toEqual([
      ['run-1', 4, 1, 4],
    ]);
    expect(journal.prepare('SELECT topic, last FROM topics').raw().all()).toEqual([['data.moment', 4]]);
    expect(journal.inTransaction).toBe(false);
  });

  it('keeps what is right when one message is wrong', () => {
    const { committer, journal } = committerOn(folder());
    const answer = committer.take({ segments: [segment(1, 2), segment(9), segment(3)], items: [], durable: false });
    expect(answer.messageFailures?.map((f) => f?.code ?? 'fine')).toEqual(['fine', 'fine', 'journal-gap', 'fine']);
    expect(sequencesOf(journal)).toEqual([1, 2, 3]);
    committer.index(9);
    expect(journal.prepare('SELECT last FROM chains ORDER BY last').pluck().all()).toEqual([1, 2, 3]);
  });

  it('syncs when a write in it is durable and does not when none is', () => {
    const { committer, journal, desk } = committerOn(folder());
    const level = (connection: Connection) => connection.pragma('synchronous', { simple: true });
    committer.take({ segments: [segment(1)], items: [], durable: false });
    expect(level(journal)).toBe(1);
    committer.take({ segments: [segment(2)], items: [setting('a')], durable: true });
    expect([level(journal), level(desk)]).toEqual([2, 2]);
    committer.take({ segments: [], items: [setting('b')], durable: false });
    expect([level(journal), level(desk)]).toEqual([2, 1]);
    committer.index(9);
    expect(level(journal)).toBe(1);
    committer.take({ segments: [segment(3)], items: [], durable: true });
    expect(level(journal)).toBe(2);
  });
});

describe('a full disk', () => {
  it('rejects what does not fit, keeps what was promised, and goes on without a gap when there is room', async () => {
    const { committer, journal } = committerOn(folder());
    const writer = createWriter(directTransport(committer));
    const pages = journal.pragma('page_count', { simple: true }) as number;
    journal.pragma(`max_page_count = ${pages + 40}`);
    const bulky = (n: number) => message(n, { data: { text: 'x'.repeat(3000) } });
    const kept: number[] = [];
    let failure: { code: string } | undefined;
    for (let n = 1; failure === undefined && n < 500; n++) {
      try {
        await writer.append(bulky(n), true);
        kept.push(n);
      } catch (error) {
        failure = error as { code: string };
      }
    }
    expect(failure?.code).toBe('SQLITE_FULL');
    expect(kept.length).toBeGreaterThan(10);
    const missing = kept.length + 1;
    await expect(writer.append(message(missing + 1), true)).rejects.toThrow('gap');
    expect(sequencesOf(journal)).toEqual(kept);
    expect(journal.pragma('quick_check', { simple: true })).toBe('ok');
    journal.pragma('max_page_count = 100000');
    await writer.append(bulky(missing), true);
    await writer.append(message(missing + 1), true);
    expect(sequencesOf(journal)).toEqual([...kept, missing, missing + 1]);
    await writer.close();
  });
});
