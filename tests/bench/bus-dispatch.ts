/** Bench: the path every message takes inside the bus (lanes, switchboard, dispatcher) beside eventemitter3. */
import { EventEmitter } from 'eventemitter3';
import { z } from 'zod';
import { createBus } from '../../agents/kernel/bus.ts';
import { createWallClock } from '../../agents/kernel/clock.ts';
import { Dispatcher } from '../../agents/kernel/dispatcher.ts';
import type { TopicTable } from '../../agents/kernel/envelopes.ts';
import { Switchboard } from '../../agents/kernel/switchboard.ts';
import { messageTypes } from '../../shared/bus/messages.ts';
import { createMemoryJournal } from '../support/memory-journal.ts';
import { atLeast, type Bench, ratios, rotate, spread, timed } from './bench.ts';

const topicCount = 64;
const handlersPerTopic = 3;
const messages = 1_000_000;
const wholeBusMessages = 50_000;
/** Messages the bus hands on before the event loop gets its turn. */
const slice = 64;

interface Entry {
  readonly topicId: number;
  readonly lane: number;
  ready: boolean;
  only: readonly Counter[] | undefined;
  readonly value: number;
}
class Counter {
  sum = 0;
  receive(entry: Entry): void {
    this.sum += entry.value;
  }
}

const schema = z.strictObject({ value: z.number() });
const names = Array.from({ length: topicCount }, (_, i) => `topic.${i}`);
const table: TopicTable = Object.fromEntries(
  names.map((name, i) => [
    name,
    {
      type: messageTypes[i % messageTypes.length] as (typeof messageTypes)[number],
      schema,
      durable: false,
      writers: ['host'],
    },
  ]),
);

export const busDispatch: Bench = {
  name: 'bus-dispatch',
  title: `${topicCount} topics, ${handlersPerTopic} handlers each, ${messages.toLocaleString('en')} messages: the bus's dispatch path beside eventemitter3`,
  async run() {
    const entries: Entry[] = Array.from({ length: 4096 }, (_, i) => ({
      topicId: i % topicCount,
      lane: i % 5,
      ready: true,
      only: undefined,
      value: i & 7,
    }));
    const expected = entries.reduce((sum, entry) => sum + entry.value, 0) * handlersPerTopic * (messages / 4096);

    const board = new Switchboard<Counter>(table);
    const counters: Counter[] = [];
    for (const topic of names)
      for (let h = 0; h < handlersPerTopic; h++) {
        const counter = new Counter();
        counters.push(counter);
        board.subscribe({ topic }, counter);
      }
    const dispatcher = new Dispatcher<Entry, Counter>(board);
    const emitter = new EventEmitter<Record<string, [Entry]>>();
    let emitted = 0;
    for (const topic of names)
      for (let h = 0; h < handlersPerTopic; h++) {
        let sum = 0;
        emitter.on(topic, (entry) => {
          sum += entry.value;
          emitted = sum;
        });
      }

    const perMessage = async (work: () => void): Promise<number> => ((await timed(work)) * 1e6) / messages;
    const figures = await rotate({
      emitter: () =>
        perMessage(() => {
          for (let i = 0; i < messages; i++) {
            const entry = entries[i & 4095] as Entry;
            emitter.emit(names[entry.topicId] as string, entry);
          }
        }),
      interned: () =>
        perMessage(() => {
          for (let i = 0; i < messages; i++) dispatcher.hand(entries[i & 4095] as Entry);
        }),
      lanes: () =>
        perMessage(() => {
          for (let i = 0; i < messages; ) {
            for (let n = 0; n < slice && i < messages; n++, i++) dispatcher.post(entries[i & 4095] as Entry);
            dispatcher.drain(slice);
          }
        }),
    });
    // Every handler did its work: otherwise the times mean nothing.
    const sum = counters.reduce((total, counter) => total + counter.sum, 0);
    const runs = sum / expected;
    if (emitted === 0 || Math.abs(runs - Math.round(runs)) > 0.01) throw new Error('messages were lost in the bench');

    const whole = await rotate({
      bus: async () => {
        const bus = createBus({ journal: createMemoryJournal(), clock: createWallClock(), topics: table });
        let handled = 0;
        for (let h = 0; h < handlersPerTopic; h++)
          bus.attach({
            agentId: `agent-${h}`,
            reads: names,
            handler: () => {
              handled++;
            },
          });
        const inject = bus.inject as unknown as (source: string, topic: string, data: unknown, options: object) => void;
        const options = { correlationId: 'session' };
        const ms = await timed(async () => {
          for (let i = 0; i < wholeBusMessages; i++) {
            inject('host', names[i % topicCount] as string, { value: i }, options);
            if (i % 512 === 511) await bus.idle();
          }
          await bus.idle();
        });
        if (handled !== wholeBusMessages * handlersPerTopic) throw new Error('messages were lost in the bench');
        return (ms * 1e6) / wholeBusMessages;
      },
    });
    const lanes = ratios(figures.emitter, figures.lanes);
    const interned = ratios(figures.emitter, figures.interned);
    return {
      rows: [
        {
          label: 'lanes (post + drain), times as fast as eventemitter3',
          ...spread(lanes),
          unit: 'x',
          goal: atLeast(lanes, 1.15, '1.15x'),
        },
        {
          label: 'interned dispatch, times as fast as eventemitter3',
          ...spread(interned),
          unit: 'x',
          goal: atLeast(interned, 2, '2x'),
        },
        { label: 'eventemitter3', ...spread(figures.emitter), unit: 'ns' },
        { label: 'lanes', ...spread(figures.lanes), unit: 'ns' },
        { label: 'interned dispatch', ...spread(figures.interned), unit: 'ns' },
        { label: 'whole bus: schema, envelope, journal in memory, 3 agents', ...spread(whole.bus), unit: 'ns' },
      ],
    };
  },
};
