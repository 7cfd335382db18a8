/** The journal's index runs behind the commits: reads are the same before and after it, and after a crash between the two. */
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../../agents/store/open-store.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import { countingClock, message, refusalCode, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();

const topics = ['data.bar', 'data.news', 'trade.fill'];
/** Three chains whose messages interleave, and one whose ids do not begin with it. */
const sentTo = (count: number): Message[] => {
  const counts = new Map<string, number>();
  return Array.from({ length: count }, (_, i) => {
    const correlationId = `run-${(i * 7) % 4}`;
    const place = (counts.get(correlationId) ?? 0) + 1;
    counts.set(correlationId, place);
    const front = correlationId === 'run-3' ? 'else/where' : correlationId;
    return message(i + 1, {
      id: i === 5 ? 'of its own kind' : `${front}/${place}`,
      correlationId,
      topic: topics[i % 3] as string,
    });
  });
};

const queries = [
  {},
  { fromSequence: 77, limit: 9 },
  { correlationId: 'run-1' },
  { correlationId: 'run-3', fromSequence: 50 },
  { topic: 'data.news', limit: 7 },
  { topic: 'trade.fill', fromSequence: 31 },
  { correlationId: 'run-2', topic: 'data.bar', fromSequence: 10, limit: 4 },
  { correlationId: 'else/where' },
  { correlationId: 'run' },
  { topic: 'nothing.such' },
];
function expectRead(store: Store, sent: readonly Message[]): void {
  for (const query of queries) {
    const { fromSequence = 0, correlationId, topic, limit } = query as Record<string, never>;
    const expected = sent
      .filter((m) => m.sequence >= fromSequence)
      .filter((m) => correlationId === undefined || m.correlationId === correlationId)
      .filter((m) => topic === undefined || m.topic === topic)
      .slice(0, limit);
    expect(store.journal.read(query), JSON.stringify(query)).toEqual(expected);
  }
  for (const m of sent) expect(store.journal.find(m.id)).toEqual(m);
  for (const id of ['run-1', 'run-1/', 'run-1/0', 'run-1/01', 'run-1/9999', 'run-3/1', 'of its own', ''])
    expect(store.journal.find(id), id).toBeUndefined();
  expect(store.journal.latest(5)).toEqual(sent.slice(-5));
}
/** Appends in groups of every length from one to a few. */
async function appendAll(store: Store, sent: readonly Message[]): Promise<void> {
  for (let at = 0, group = 1; at < sent.length; at += group, group = (group % 5) + 1)
    await Promise.all(sent.slice(at, at + group).map((m) => store.journal.append(m, true)));
}
const look = (home: string) => {
  const journal = new Database(join(home, 'journal.db'), { readonly: true });
  const one = (text: string): number => journal.prepare(text).pluck().get() as number;
  const seen = {
    through: one('SELECT through FROM index_state'),
    segments: one('SELECT count(*) FROM segments'),
    indexed: one('SELECT count(DISTINCT last) FROM topics'),
  };
  journal.close();
  return seen;
};

describe('the index of a journal', () => {
  it('changes nothing that is read: before it is filled, after, and when it is filled in part', async () => {
    const home = folder();
    const store = await open(home);
    const sent = sentTo(400);
    await appendAll(store, sent.slice(0, 120));
    expect(look(home)).toMatchObject({ through: 0, indexed: 0 });
    expectRead(store, sent.slice(0, 120));
    await store.flush();
    expect(look(home).through).toBe(120);
    expectRead(store, sent.slice(0, 120));
    await appendAll(store, sent.slice(120));
    expect(look(home).through).toBe(120);
    expectRead(store, sent);
  });

  it.each([true, false])('never falls far behind, also where nobody ever waits (threads: %s)', async (threads) => {
    const home = folder();
    const store = await open(home, threads);
    for (let n = 1; n <= 400; n++) await store.journal.append(message(n), false);
    const { segments, indexed } = look(home);
    expect(segments).toBe(400);
    expect(segments - indexed).toBeLessThanOrEqual(256);
    expect(store.journal.read({ correlationId: 'run-1', fromSequence: 100 })).toHaveLength(301);
  });

  it('is completed when a journal is opened that a crash left without it', async () => {
    const home = folder();
    const store = await open(home);
    const sent = sentTo(150);
    await appendAll(store, sent);
    const crashed = folder();
    for (const name of ['journal.db', 'journal.db-wal', 'desk.db', 'desk.db-wal', 'audit.head'])
      copyFileSync(join(home, name), join(crashed, name));
    expect(look(crashed).through).toBe(0);
    const again = await open(crashed);
    expect(look(crashed).through).toBe(150);
    expectRead(again, sent);
  });
});

describe('an id', () => {
  it('is taken for ever, also after a new start and whatever it looks like', async () => {
    const home = folder();
    const first = await open(home);
    const sent = sentTo(60);
    await appendAll(first, sent);
    await first.close();
    const store = await open(home, true);
    for (const taken of [sent[0], sent[5], sent[40], sent[59]])
      await expect(store.journal.append(message(61, { id: taken?.id as string }), true)).rejects.toMatchObject({
        code: 'journal-duplicate',
      });
    await store.journal.append(message(61, { id: 'run-0/900' }), true);
    // Below the highest of its chain, but nobody has it.
    await store.journal.append(message(62, { id: 'run-0/899' }), false);
    await expect(store.journal.append(message(63, { id: 'run-0/899' }), false)).rejects.toThrow('run-0/899');
    expect(store.journal.lastSequence).toBe(60);
    expect(store.journal.latest(2).map((m) => m.id)).toEqual(['run-0/900', 'run-0/899']);
  });

  it('is not looked up in a journal that is closed: writing is refused as ever', async () => {
    const home = folder();
    const first = await open(home);
    await first.journal.append(message(1), true);
    await first.close();
    const store = await open(home);
    await store.close();
    await expect(store.journal.append(message(2), true)).rejects.toMatchObject({ code: 'writer-closed' });
  });

  it('is free again when its message could not be written', async () => {
    const store = await open(folder());
    await expect(store.journal.append(message(2), true)).rejects.toMatchObject({ code: 'journal-gap' });
    await store.journal.append(message(1), true);
    await store.journal.append(message(2), true);
    expect(store.journal.read({}).map((m) => m.id)).toEqual(['run-1/1', 'run-1/2']);
  });
});

describe('a damaged segment', () => {
  it('is said, not read', async () => {
    const home = folder();
    const store = await open(home);
    await appendAll(store, sentTo(30));
    await store.close();
    const journal = new Database(join(home, 'journal.db'));
    journal.exec(`UPDATE segments SET body = replace(body, '"step":9', '"step":8') WHERE first <= 9 AND last >= 9`);
    expect(journal.prepare('SELECT changes()').pluck().get()).toBe(1);
    journal.close();
    const again = await open(home);
    expect(again.journal.read({ limit: 6 })).toHaveLength(6);
    expect(() => again.journal.read({})).toThrow('damaged');
    expect(again.journal.latest(3)).toHaveLength(3);
  });

  it('keeps the desk from starting when the index cannot be made from it', async () => {
    const home = folder();
    const store = await open(home);
    await appendAll(store, sentTo(30));
    await store.close();
    const journal = new Database(join(home, 'journal.db'));
    journal.exec(`UPDATE index_state SET through = 0; DELETE FROM chains; DELETE FROM topics;
                  UPDATE segments SET summary = substr(summary, 2) WHERE last = 3`);
    journal.close();
    expect(refusalCode(await openStore({ home, clock: countingClock() }))).toBe('damaged-database');
  });
});
