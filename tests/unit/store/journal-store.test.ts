/** The journal: order, queries, acknowledgements and dead letters, the same with and without a thread. */
import { describe, expect, it } from 'vitest';
import { message, type StoreMode, storeModes, storeWorkshop } from './store-fixtures.ts';

const { folder, open } = storeWorkshop();
const openIn = (mode: StoreMode, home = mode === 'memory' ? ':memory:' : folder()) => open(home, mode === 'thread');

describe.each(storeModes)('a journal (%s)', (mode) => {
  it('gives back what it was given, in order', async () => {
    const { journal } = await openIn(mode);
    const sent = Array.from({ length: 700 }, (_, i) => message(i + 1));
    await Promise.all(sent.map((m, i) => journal.append(m, i % 97 === 0)));
    expect(journal.read({})).toEqual(sent);
    expect(journal.find('run-1/350')).toEqual(sent[349]);
    expect(journal.find('run-1/nobody')).toBeUndefined();
    expect(journal.latest(3)).toEqual(sent.slice(-3));
  });

  it('shows a message at once, before it is on disk', async () => {
    const { journal } = await openIn(mode);
    const sent = Array.from({ length: 300 }, (_, i) => message(i + 1));
    const written = sent.map((m) => journal.append(m, false));
    expect(journal.read({})).toEqual(sent);
    expect(journal.read({ limit: 2 })).toEqual(sent.slice(0, 2));
    expect(journal.find('run-1/299')).toEqual(sent[298]);
    expect(journal.latest(2)).toEqual(sent.slice(-2));
    await Promise.all(written);
    expect(journal.read({})).toEqual(sent);
  });

  it('finds by correlation, topic, sequence and limit', async () => {
    const { journal } = await openIn(mode);
    const sent = Array.from({ length: 120 }, (_, i) =>
      message(i + 1, { correlationId: `run-${i % 3}`, topic: i % 2 === 0 ? 'data.bar' : 'data.news', id: `x/${i}` }),
    );
    await Promise.all(sent.map((m) => journal.append(m, false)));
    for (const query of [
      { correlationId: 'run-1' },
      { topic: 'data.bar' },
      { correlationId: 'run-2', topic: 'data.news', fromSequence: 40 },
      { fromSequence: 119 },
      { correlationId: 'run-0', limit: 5 },
      { topic: 'nothing.such' },
    ]) {
      const expected = sent
        .filter((m) => query.correlationId === undefined || m.correlationId === query.correlationId)
        .filter((m) => query.topic === undefined || m.topic === query.topic)
        .filter((m) => m.sequence >= (query.fromSequence ?? 0))
        .slice(0, query.limit);
      expect(journal.read(query), JSON.stringify(query)).toEqual(expected);
    }
  });

  it('never makes a gap: after a missing message the next ones fail until it comes', async () => {
    const { journal } = await openIn(mode);
    await journal.append(message(1), true);
    const results = await Promise.allSettled([3, 4].map((n) => journal.append(message(n), true)));
    for (const result of results)
      expect(result.status === 'rejected' && (result.reason as { code: string }).code).toBe('journal-gap');
    const mixed = await Promise.allSettled([2, 4, 3].map((n) => journal.append(message(n), true)));
    expect(mixed.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(journal.read({}).map((m) => m.sequence)).toEqual([1, 2, 3]);
  });

  it('refuses an id twice and keeps the rest of the group', async () => {
    const { journal } = await openIn(mode);
    const results = await Promise.allSettled([
      journal.append(message(1), true),
      journal.append(message(2, { id: 'run-1/1' }), true),
      journal.append(message(2), true),
    ]);
    expect(results.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(journal.read({}).map((m) => m.id)).toEqual(['run-1/1', 'run-1/2']);
  });

  it('mixes durable and batched messages in one burst without changing their order', async () => {
    const { journal } = await openIn(mode);
    const done: number[] = [];
    await Promise.all(
      Array.from({ length: 1500 }, (_, i) =>
        journal.append(message(i + 1), i > 100 && i % 150 === 0).then(() => done.push(i + 1)),
      ),
    );
    expect(done).toEqual(Array.from({ length: 1500 }, (_, i) => i + 1));
    expect(journal.read({}).map((m) => m.sequence)).toEqual(done);
  });

  it('keeps acknowledgements and dead letters', async () => {
    const { journal, flush } = await openIn(mode);
    await journal.append(message(1), false);
    await journal.append(message(2), false);
    expect(journal.acknowledged('A1')).toBe(0);
    journal.acknowledge('A1', 2);
    journal.acknowledge('A1', 1);
    journal.acknowledge('D6', 1);
    expect([journal.acknowledged('A1'), journal.acknowledged('D6')]).toEqual([2, 1]);
    const letters = [1, 2, 3].map((n) => ({ sequence: n, agentId: 'A1', error: `no ${n}`, attempts: n, at: n * 10 }));
    for (const letter of letters) journal.deadLetter(letter);
    journal.deadLetter({ ...letters[0], sequence: 1, agentId: 'A1', error: 'again', attempts: 4, at: 40 });
    expect(journal.deadLetters(2).map((l) => l.error)).toEqual(['no 3', 'again']);
    await flush();
  });
});

describe.each(['thread', 'direct'] as const)('a reopened journal (%s)', (mode) => {
  it('goes on where it stopped', async () => {
    const home = folder();
    const first = await openIn(mode, home);
    const sent = Array.from({ length: 300 }, (_, i) => message(i + 1));
    await Promise.all(sent.map((m) => first.journal.append(m, false)));
    first.journal.acknowledge('A1', 290);
    first.journal.deadLetter({ sequence: 7, agentId: 'A1', error: 'no', attempts: 5, at: 1 });
    await first.close();
    const second = await openIn(mode, home);
    expect(second.journal.lastSequence).toBe(300);
    expect(second.journal.acknowledged('A1')).toBe(290);
    expect(second.journal.deadLetters(9)).toEqual([{ sequence: 7, agentId: 'A1', error: 'no', attempts: 5, at: 1 }]);
    expect(second.journal.read({})).toEqual(sent);
    await second.journal.append(message(301), true);
    expect(second.journal.find('run-1/301')?.sequence).toBe(301);
  });
});
