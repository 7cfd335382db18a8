/** Groups: one guilty write fails alone, a full disk loses nothing that was promised, durable groups are synced. */
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Committer, createCommitter } from '../../../agents/store/committer.ts';
import { type Connection, migrate, openWriterConnection } from '../../../agents/store/database.ts';
import { flattenMessage } from '../../../agents/store/journal-rows.ts';
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
const rows = (...sequences: number[]): string => `[${sequences.map((n) => flattenMessage(message(n))).join(',')}]`;
const setting = (key: string) => ({ name: 'settings.set', args: { key, value: '1', at: 1 } });
const sequencesOf = (journal: Connection) => journal.prepare('SELECT sequence FROM messages').pluck().all();

describe('a group', () => {
  it('lets one guilty write fail alone', () => {
    const { committer, desk } = committerOn(folder());
    const answer = committer.take({
      rows: rows(1, 2),
      items: [setting('a'), { name: 'no.such', args: null }, { name: 'settings.set', args: {} }, setting('b')],
      durable: true,
      end: true,
    });
    expect(answer?.rowFailures).toBeNull();
    expect(answer?.outcomes.map((o) => 'output' in o)).toEqual([true, false, false, true]);
    expect(desk.prepare('SELECT key FROM settings ORDER BY key').pluck().all()).toEqual(['a', 'b']);
  });

  it('is one transaction however many chunks it came in, and none of it shows before its end', () => {
    const home = folder();
    const { committer, journal } = committerOn(home);
    const reader = openWriterConnection(join(home, 'journal.db'));
    expect(committer.take({ rows: rows(1, 2), items: [], durable: true, end: false })).toBeNull();
    expect(committer.take({ rows: rows(3), items: [], durable: true, end: false })).toBeNull();
    expect(sequencesOf(reader)).toEqual([]);
    expect(committer.take({ rows: rows(4), items: [], durable: true, end: true })?.rowFailures).toBeNull();
    expect(sequencesOf(reader)).toEqual([1, 2, 3, 4]);
    reader.close();
    expect(journal.inTransaction).toBe(false);
  });

  it('keeps what is right of a group in chunks when one message is wrong', () => {
    const { committer, journal } = committerOn(folder());
    committer.take({ rows: rows(1, 2), items: [], durable: false, end: false });
    committer.take({ rows: rows(9), items: [], durable: false, end: false });
    const answer = committer.take({ rows: rows(3), items: [], durable: false, end: true });
    expect(answer?.rowFailures?.map((f) => f?.code ?? 'fine')).toEqual(['fine', 'fine', 'journal-gap', 'fine']);
    expect(sequencesOf(journal)).toEqual([1, 2, 3]);
  });

  it('syncs when a write in it is durable and does not when none is', () => {
    const { committer, journal, desk } = committerOn(folder());
    const level = (connection: Connection) => connection.pragma('synchronous', { simple: true });
    committer.take({ rows: rows(1), items: [], durable: false, end: true });
    expect(level(journal)).toBe(1);
    committer.take({ rows: rows(2), items: [setting('a')], durable: true, end: true });
    expect([level(journal), level(desk)]).toEqual([2, 2]);
    committer.take({ rows: null, items: [setting('b')], durable: false, end: true });
    expect([level(journal), level(desk)]).toEqual([2, 1]);
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
