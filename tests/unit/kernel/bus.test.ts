/** The bus: capture before handling, urgency, durability, retries, dead letters, back-pressure and recovery. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Bus, type BusOptions, createBus } from '../../../agents/kernel/bus.ts';
import { createSimulatedClock, createWallClock, type SimulatedClock } from '../../../agents/kernel/clock.ts';
import type { TopicTable } from '../../../agents/kernel/envelopes.ts';
import type { Message } from '../../../shared/bus/messages.ts';
import { InvariantError } from '../../../shared/core/assert.ts';
import { createMemoryJournal } from '../../support/memory-journal.ts';

const number = z.strictObject({ n: z.number() });
const table: TopicTable = {
  'data.tick': { type: 'DataMessage', schema: number, durable: false, writers: ['D1', 'host'] },
  'data.bar': { type: 'DataMessage', schema: number, durable: false, writers: ['D1', 'host'] },
  'trade.order': { type: 'TradeMessage', schema: number, durable: true, writers: ['D3', 'host'] },
  'trade.note': { type: 'TradeMessage', schema: number, durable: false, writers: ['D3', 'host'] },
  'control.stop': { type: 'ControlMessage', schema: number, durable: false, writers: ['host'] },
  'control.kill': { type: 'ControlMessage', schema: number, durable: true, writers: ['host'] },
};

/** The bus speaks the desk's own topics; the tests speak these. */
type Loose = {
  inject(source: 'host', topic: string, data: unknown, options?: object): Message;
  publish(agent: string, topic: string, data: unknown, options?: object): Message;
  whenRoom(topic: string): Promise<void>;
};
const loose = (bus: Bus): Loose => bus as unknown as Loose;

const setUp = (options: Partial<BusOptions> = {}) => {
  const journal = options.journal ?? createMemoryJournal();
  const reports: string[] = [];
  const bus = createBus({
    journal,
    clock: createWallClock(),
    topics: table,
    report: (text) => reports.push(text),
    ...options,
  });
  return { bus, say: loose(bus), journal, reports };
};

describe('publishing', () => {
  it('refuses a writer who may not, data outside the schema and an unknown topic', () => {
    const { say, journal } = setUp();
    expect(() => say.publish('A1', 'data.tick', { n: 1 })).toThrow(InvariantError);
    expect(() => say.publish('D1', 'data.tick', { n: 'one' })).toThrow(/data\.tick from D1 is not as agreed/);
    expect(() => say.publish('D1', 'data.tick', { n: 1, extra: 2 })).toThrow(InvariantError);
    expect(() => say.publish('D1', 'data.tock', { n: 1 })).toThrow(/no topic "data.tock"/);
    expect(journal.read({})).toEqual([]);
  });

  it('numbers messages within their chain, inherits the chain from the cause, and freezes them', async () => {
    const { bus, say } = setUp();
    bus.attach({
      agentId: 'D3',
      reads: ['data.tick'],
      handler: async (message) => {
        await Promise.resolve();
        say.publish('D3', 'trade.note', { n: (message.data as { n: number }).n + 1 });
      },
    });
    const data = { n: 1 };
    const first = say.inject('host', 'data.tick', data, { correlationId: 'session-1', subject: 'AAA' });
    data.n = 99;
    const log: Message[] = [];
    bus.onMessage((message) => log.push(message));
    await bus.idle();
    expect(first).toMatchObject({
      id: 'session-1/1',
      sequence: 1,
      source: 'host',
      subject: 'AAA',
      causationId: null,
      priority: 4,
    });
    expect(log).toHaveLength(1);
    expect(log[0]).toMatchObject({
      id: 'session-1/2',
      source: 'agent/D3',
      correlationId: 'session-1',
      causationId: 'session-1/1',
      data: { n: 2 },
    });
    expect(() => {
      (first.data as { n: number }).n = 5;
    }).toThrow(TypeError);
  });

  it('goes on numbering where the journal stopped', () => {
    const before = setUp();
    before.say.inject('host', 'data.tick', { n: 1 }, { correlationId: 'session-1' });
    before.say.inject('host', 'data.tick', { n: 2 }, { correlationId: 'session-1' });
    const { say } = setUp({ journal: createMemoryJournal({ messages: before.journal.read({}) }) });
    expect(say.inject('host', 'data.tick', { n: 3 }, { correlationId: 'session-1' })).toMatchObject({
      sequence: 3,
      id: 'session-1/3',
    });
    expect(say.inject('host', 'data.tick', { n: 4 })).toMatchObject({ sequence: 4, id: 'chain-4/1' });
  });

  it('captures a message before any handler sees it', async () => {
    const { bus, say, journal } = setUp();
    const seen: boolean[] = [];
    bus.attach({
      agentId: 'D3',
      reads: ['data.tick'],
      handler: (message) => {
        seen.push(journal.read({}).some((m) => m.id === message.id));
      },
    });
    say.inject('host', 'data.tick', { n: 1 });
    await bus.idle();
    expect(seen).toEqual([true]);
  });
});

describe('urgency and durability', () => {
  it('lets a control message overtake ten thousand data messages', async () => {
    const { bus, say } = setUp();
    const order: string[] = [];
    bus.attach({ agentId: 'D3', reads: ['data.tick', 'control.stop'], handler: (m) => void order.push(m.topic) });
    for (let n = 0; n < 10_000; n++) say.inject('host', 'data.tick', { n });
    say.inject('host', 'control.stop', { n: 0 });
    await bus.idle();
    expect(order.indexOf('control.stop')).toBe(0);
    expect(order).toHaveLength(10_001);
  });

  it('lets it overtake also what already waits for an agent, and even when the agent is busy to its limit', async () => {
    const { bus, say } = setUp();
    const order: string[] = [];
    let open = (): void => {};
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    bus.attach({
      agentId: 'D3',
      reads: ['data.tick', 'control.stop'],
      handler: async (m) => {
        order.push(m.topic);
        if (m.topic === 'data.tick') await gate;
      },
    });
    for (let n = 0; n < 500; n++) say.inject('host', 'data.tick', { n });
    await new Promise((resolve) => setImmediate(resolve));
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(order).toHaveLength(64);
    say.inject('host', 'control.stop', { n: 0 });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(order[64]).toBe('control.stop');
    open();
    await bus.idle();
    expect(order).toHaveLength(501);
  });

  it('delivers a durable message only once it is on disk, with its lane waiting behind it and others going on', async () => {
    const disk = new Map<string, () => void>();
    const journal = createMemoryJournal({
      written: (message, durable) =>
        durable ? new Promise((resolve) => disk.set(message.topic, resolve)) : Promise.resolve(),
    });
    const { bus, say } = setUp({ journal });
    const order: string[] = [];
    bus.attach({
      agentId: 'D3',
      reads: ['trade.order', 'trade.note', 'data.tick'],
      handler: (m) => void order.push(m.topic),
    });
    say.inject('host', 'trade.order', { n: 1 });
    say.inject('host', 'trade.note', { n: 2 });
    say.inject('host', 'data.tick', { n: 3 });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(order).toEqual(['data.tick']);
    disk.get('trade.order')?.();
    await bus.idle();
    expect(order).toEqual(['data.tick', 'trade.order', 'trade.note']);
  });

  it('holds an order back that could not be recorded, but lets a kill through, and says so', async () => {
    const journal = createMemoryJournal({ written: () => Promise.reject(new Error('disk full')) });
    const { bus, say, reports } = setUp({ journal });
    const order: string[] = [];
    bus.attach({ agentId: 'D3', reads: ['trade.order', 'control.kill'], handler: (m) => void order.push(m.topic) });
    say.inject('host', 'trade.order', { n: 1 });
    say.inject('host', 'control.kill', { n: 1 });
    await bus.idle();
    expect(order).toEqual(['control.kill']);
    expect(bus.stats().unrecorded).toBe(2);
    expect(reports.join('\n')).toMatch(/trade\.order .* could not be recorded \(disk full\): it is held back/);
  });
});

describe('failures', () => {
  const advance = async (clock: SimulatedClock): Promise<void> => {
    for (let turn = 0; turn < 20; turn++) {
      await new Promise((resolve) => setImmediate(resolve));
      clock.advance(1000);
    }
  };

  it('tries three times, then writes a dead letter and goes on', async () => {
    const clock = createSimulatedClock(0);
    const { bus, say, journal } = setUp({ clock });
    const tries: number[] = [];
    const events: string[] = [];
    bus.attach({
      agentId: 'D3',
      reads: ['data.tick'],
      handler: async (m) => {
        const { n } = m.data as { n: number };
        tries.push(n);
        if (n === 1) throw new Error('poison');
      },
      onEvent: (event, error) => events.push(`${event} ${error}`.trim()),
    });
    say.inject('host', 'data.tick', { n: 1 });
    say.inject('host', 'data.tick', { n: 2 });
    await advance(clock);
    await bus.idle();
    expect(tries).toEqual([1, 2, 1, 1]);
    expect(events.filter((e) => e === 'attempt-failed poison')).toHaveLength(2);
    expect(events.at(-1)).toBe('dead-letter poison');
    expect(journal.deadLetters(10)).toEqual([
      { sequence: 1, agentId: 'D3', error: 'poison', attempts: 3, at: expect.any(Number) },
    ]);
  });

  it('does not try again what broke an invariant', async () => {
    const { bus, say, journal } = setUp();
    let tries = 0;
    bus.attach({
      agentId: 'D3',
      reads: ['data.tick'],
      handler: () => {
        tries++;
        say.publish('D3', 'data.tick', { n: 1 });
      },
    });
    say.inject('host', 'data.tick', { n: 1 });
    await bus.idle();
    expect(tries).toBe(1);
    expect(journal.deadLetters(1)[0]?.error).toBe('D3 may not write data.tick');
  });

  it('keeps a listener that throws from stopping anything', async () => {
    const { bus, say, reports } = setUp();
    const seen: number[] = [];
    bus.onMessage(() => {
      throw new Error('no screen');
    });
    bus.attach({ agentId: 'D3', reads: ['data.tick'], handler: (m) => void seen.push(m.sequence) });
    say.inject('host', 'data.tick', { n: 1 });
    await bus.idle();
    expect(seen).toEqual([1]);
    expect(reports).toEqual(['a listener failed on data.tick: no screen']);
  });
});

describe('back-pressure', () => {
  it('drops the oldest sheddable messages when there is no room, counts them, and never drops others', async () => {
    const { bus, say } = setUp({ capacity: 4 });
    const seen: string[] = [];
    bus.attach({
      agentId: 'D3',
      reads: ['data.bar', 'data.tick'],
      handler: (m) => void seen.push(`${m.topic}${(m.data as { n: number }).n}`),
    });
    for (let n = 0; n < 3; n++) say.inject('host', 'data.tick', { n });
    for (let n = 0; n < 6; n++) say.inject('host', 'data.bar', { n });
    await bus.idle();
    expect(seen).toEqual(['data.tick0', 'data.tick1', 'data.tick2', 'data.bar5']);
    expect(bus.stats().shed).toEqual({ 'data.bar': 5 });
  });

  it('sheds from a paused agent too, and lets a publisher wait for room', async () => {
    const { bus, say } = setUp({ capacity: 4 });
    const seen: number[] = [];
    const mailbox = bus.attach({
      agentId: 'D3',
      reads: ['data.bar', 'data.tick'],
      handler: (m) => void seen.push((m.data as { n: number }).n),
    });
    mailbox.hold();
    for (let n = 0; n < 10; n++) {
      say.inject('host', 'data.bar', { n });
      await new Promise((resolve) => setImmediate(resolve));
    }
    let room = false;
    const waited = say.whenRoom('data.bar').then(() => {
      room = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(room).toBe(false);
    expect(mailbox.queued).toBe(4);
    bus.release(mailbox);
    await waited;
    await bus.idle();
    expect(seen).toEqual([6, 7, 8, 9]);
    expect(bus.stats()).toMatchObject({ shed: { 'data.bar': 6 }, open: 0 });
  });
});

describe('recovery', () => {
  it('delivers again exactly what an agent had not finished, but nothing of a run', async () => {
    const first = setUp();
    const handledBefore: number[] = [];
    const stuck = first.bus.attach({
      agentId: 'D3',
      reads: ['data.tick', 'trade.order'],
      handler: (m) => {
        handledBefore.push(m.sequence);
        if (m.sequence === 3) stuck.hold();
      },
    });
    first.bus.attach({ agentId: 'D2', reads: ['data.tick'], handler: () => {} });
    for (let n = 1; n <= 5; n++) {
      first.say.inject('host', 'data.tick', { n }, { correlationId: 'session-1' });
      await new Promise((resolve) => setImmediate(resolve));
    }
    first.say.inject('host', 'data.tick', { n: 6 }, { correlationId: 'run-1' });
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(handledBefore).toEqual([1, 2, 3]);
    expect(first.journal.acknowledged('D3')).toBe(3);
    // The run's message needs no acknowledgement: it is never delivered again.
    expect(first.journal.acknowledged('D2')).toBe(6);

    const journal = createMemoryJournal({
      messages: first.journal.read({}),
      acknowledged: { D3: first.journal.acknowledged('D3'), D2: first.journal.acknowledged('D2') },
    });
    const second = setUp({ journal });
    const again: string[] = [];
    second.bus.attach({ agentId: 'D2', reads: ['data.tick'], handler: (m) => void again.push(`D2:${m.sequence}`) });
    second.bus.attach({ agentId: 'D3', reads: ['data.tick'], handler: (m) => void again.push(`D3:${m.sequence}`) });
    expect(second.bus.recover()).toBe(2);
    expect(second.bus.recover()).toBe(0);
    await second.bus.idle();
    expect(again).toEqual(['D3:4', 'D3:5']);
    expect(second.journal.read({})).toHaveLength(6);
    await new Promise((resolve) => setImmediate(resolve));
    expect(journal.acknowledged('D3')).toBe(6);
  });

  it('lets what perishes with a session go', async () => {
    const messages = [1, 2, 3].map(
      (sequence): Message => ({
        specversion: '1.0',
        sequence,
        id: `session-1/${sequence}`,
        type: sequence === 2 ? 'TradeMessage' : 'DataMessage',
        topic: sequence === 2 ? 'trade.note' : 'data.bar',
        source: 'host',
        subject: '',
        time: sequence,
        correlationId: 'session-1',
        causationId: null,
        priority: 4,
        data: { n: sequence },
      }),
    );
    const journal = createMemoryJournal({ messages });
    const { bus } = setUp({ journal, perishable: ['data.bar'] });
    const again: number[] = [];
    bus.attach({ agentId: 'D3', reads: ['data.bar', 'trade.note'], handler: (m) => void again.push(m.sequence) });
    expect(bus.recover()).toBe(1);
    await bus.idle();
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(again).toEqual([2]);
    // They need no acknowledgement either.
    expect(journal.acknowledged('D3')).toBe(3);
  });
});
