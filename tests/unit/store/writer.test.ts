/** The way to the writer, with a transport that is watched: group sizes, order, acknowledgements, and a writer that dies. */
import { describe, expect, it } from 'vitest';
import type { Group, GroupAnswer } from '../../../agents/store/committer.ts';
import { messagesOf } from '../../../agents/store/journal-body.ts';
import { defineWrite } from '../../../agents/store/write.ts';
import { createWriter, type WriterTransport } from '../../../agents/store/writer.ts';
import { threadTransport } from '../../../agents/store/writer-thread.ts';
import { message } from './store-fixtures.ts';

/** Keeps every group; answers when told to. */
function watchedTransport() {
  const sent: Group[] = [];
  const open: { group: Group; resolve: (answer: GroupAnswer) => void; reject: (error: unknown) => void }[] = [];
  const transport: WriterTransport = {
    send: (group) =>
      new Promise((resolve, reject) => {
        sent.push(group);
        open.push({ group, resolve, reject });
      }),
    complete: async () => {},
    close: async () => {},
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return {
    transport,
    sent,
    settle,
    async answerAll(answer?: (group: Group) => GroupAnswer | Error): Promise<void> {
      await settle();
      for (let next = open.shift(); next !== undefined; next = open.shift()) {
        const given = answer?.(next.group) ?? {
          messageFailures: null,
          outcomes: next.group.items.map(() => ({ output: 'done' })),
        };
        if (given instanceof Error) next.reject(given);
        else next.resolve(given);
        await settle();
      }
    },
  };
}
const sequencesOf = (group: Group): number[] =>
  group.segments.flatMap((segment) => messagesOf(segment.body)).map((m) => m.sequence);
const groupsOf = (groups: readonly Group[]): { rows: number[]; durable: boolean; items: readonly string[] }[] =>
  groups.map((group) => ({ rows: sequencesOf(group), durable: group.durable, items: group.items.map((i) => i.name) }));
const touch = defineWrite({ name: 'test.touch', file: 'desk', durable: false, run: () => 'done' });
const mark = defineWrite({ name: 'test.mark', file: 'journal', durable: false, run: () => undefined });

describe('the way to the writer', () => {
  it('sends everything in order, in groups of at most 256', async () => {
    const { transport, sent, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const written = Array.from({ length: 1000 }, (_, i) => writer.append(message(i + 1), true));
    expect(writer.unsettled()).toHaveLength(1000);
    await answerAll();
    await Promise.all(written);
    const groups = groupsOf(sent);
    expect(groups.flatMap((g) => g.rows)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1));
    for (const group of groups) expect(group.rows.length).toBeLessThanOrEqual(256);
    expect(groups.length).toBeLessThanOrEqual(5);
    expect(writer.unsettled()).toEqual([]);
  });

  it('sends full groups at once, so that what is urgent finds them written', async () => {
    const { transport, sent, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const written = Array.from({ length: 2600 }, (_, i) => writer.append(message(i + 1), false));
    // Nothing was answered and the event loop had no turn; only what does not fill a group is still here.
    expect(groupsOf(sent).map((g) => g.rows.length)).toEqual(Array(10).fill(256));
    await answerAll();
    await Promise.all(written);
    expect(groupsOf(sent).flatMap((g) => g.rows)).toEqual(Array.from({ length: 2600 }, (_, i) => i + 1));
  });

  it('closes a group early when its messages are long', async () => {
    const { transport, sent, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const long = { text: 'x'.repeat(10_000) };
    const written = Array.from({ length: 300 }, (_, i) => writer.append(message(i + 1, { data: long }), false));
    await answerAll();
    await Promise.all(written);
    const groups = groupsOf(sent).map((g) => g.rows);
    expect(groups.flat()).toEqual(Array.from({ length: 300 }, (_, i) => i + 1));
    expect(groups.map((rows) => rows.length)).toEqual([128, 128, 44]);
  });

  it('rejects what is no JSON alone', async () => {
    const { transport, sent, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const wrong = Object.freeze(message(2, { data: Object.freeze({ step: 2n }) }));
    const results = Promise.allSettled([
      writer.append(message(1), true),
      writer.append(wrong, true),
      writer.append(message(3), true),
    ]);
    await answerAll();
    expect((await results).map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await results)[1]).toMatchObject({ reason: { code: 'journal-not-json' } });
    expect(groupsOf(sent).flatMap((g) => g.rows)).toEqual([1, 3]);
    expect(writer.unsettled()).toEqual([]);
  });

  it('writes what a message was when it was handed over', async () => {
    const { transport, sent, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const data = { step: 1 };
    const written = writer.append(message(1, { data }), false);
    data.step = 2;
    const frozen = Object.freeze(message(2, { data: Object.freeze({ step: 3 }) }));
    const second = writer.append(frozen, false);
    await answerAll();
    await Promise.all([written, second]);
    expect(sent.flatMap((g) => g.segments).flatMap((s) => messagesOf(s.body))).toEqual([
      message(1, { data: { step: 1 } }),
      frozen,
    ]);
  });

  it('collects while the writer is busy', async () => {
    const { transport, sent, settle, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const written: Promise<unknown>[] = [];
    for (let i = 1; i <= 100; i++) {
      written.push(writer.append(message(i), true));
      await settle();
    }
    // Two single groups are on their way; the other 98 messages wait for them and then travel together.
    expect(groupsOf(sent).map((g) => g.rows.length)).toEqual([1, 1]);
    await answerAll();
    await Promise.all(written);
    expect(groupsOf(sent).map((g) => g.rows.length)).toEqual([1, 1, 98]);
  });

  it('syncs the group a durable message rides in', async () => {
    const { transport, sent, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const written = Array.from({ length: 200 }, (_, i) => writer.append(message(i + 1), i + 1 === 150));
    written.push(writer.write(touch, undefined as never) as Promise<never>);
    await answerAll();
    await Promise.all(written);
    const groups = groupsOf(sent);
    expect(groups.flatMap((g) => g.rows)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect(groups.find((g) => g.rows.includes(150))?.durable).toBe(true);
    expect(groups.flatMap((g) => g.items)).toEqual(['test.touch']);
  });

  it('never lets an acknowledgement overtake a message', async () => {
    const { transport, sent, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    let unsent = false;
    writer.onGroup(() => {
      const marks = unsent ? [{ operation: mark as never, args: null }] : [];
      unsent = false;
      return marks;
    });
    const written = Array.from({ length: 900 }, (_, i) => writer.append(message(i + 1), false));
    unsent = true;
    writer.nudge();
    await answerAll();
    await Promise.all(written);
    const groups = groupsOf(sent);
    const at = groups.findIndex((g) => g.items.includes('test.mark'));
    expect(at).toBeGreaterThan(0);
    expect(groups.slice(0, at + 1).flatMap((g) => g.rows)).toHaveLength(900);
  });

  it('rejects exactly what failed', async () => {
    const { transport, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const results = Promise.allSettled([
      writer.append(message(1), true),
      writer.append(message(2), true),
      writer.write(touch, undefined as never),
      writer.write(touch, undefined as never),
    ]);
    await answerAll(() => ({
      messageFailures: [null, { message: 'no room', code: 'SQLITE_FULL' }],
      outcomes: [{ failure: { message: 'not so', code: 'write-failed' } }, { output: 'done' }],
    }));
    const settled = await results;
    expect(settled.map((r) => r.status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    expect(settled[1]).toMatchObject({ reason: { code: 'SQLITE_FULL' } });
  });

  it('rejects all that waits when the writer dies, and tells whoever flushes what nobody waited for', async () => {
    const { transport, answerAll } = watchedTransport();
    const writer = createWriter(transport);
    const results = Promise.allSettled([
      ...Array.from({ length: 600 }, (_, i) => writer.append(message(i + 1), true)),
      writer.write(touch, undefined as never),
    ]);
    writer.watch(writer.write(touch, undefined as never));
    await answerAll(() => new Error('the thread is gone'));
    expect((await results).every((r) => r.status === 'rejected')).toBe(true);
    await expect(writer.flush()).rejects.toThrow('the thread is gone');
  });
});

describe('the writer thread', () => {
  it('says at once when it cannot open the files', async () => {
    await expect(threadTransport('/no/such/folder')).rejects.toMatchObject({ code: 'writer-stopped' });
  });
});
