/** A process that publishes and handles messages over the real store until it is killed: see crash-recovery.test.ts. */
import { appendFileSync } from 'node:fs';
import { argv } from 'node:process';
import { z } from 'zod';
import { createBus } from '../../../agents/kernel/bus.ts';
import { createWallClock } from '../../../agents/kernel/clock.ts';
import type { TopicTable } from '../../../agents/kernel/envelopes.ts';
import { openStore } from '../../../agents/store/open-store.ts';
import type { Message } from '../../../shared/bus/messages.ts';

const [, , home = '', handledFile = '', life = '', mode = ''] = argv;
const schema = z.strictObject({ word: z.string() });
const topics: TopicTable = {
  tick: { type: 'DataMessage', schema, durable: false, writers: ['host', 'D3'] },
  order: { type: 'TradeMessage', schema, durable: true, writers: ['host', 'D3'] },
};

const clock = createWallClock();
const store = await openStore({ home, clock });
if (!store.ok) throw new Error(store.error.message);
const bus = createBus({ journal: store.value.journal, clock, topics });
const publish = bus.publish as unknown as (agent: string, topic: string, data: unknown) => void;
const inject = bus.inject as unknown as (source: string, topic: string, data: unknown, options: object) => void;
const write = (message: Message): void =>
  appendFileSync(handledFile, `${message.sequence} ${message.topic} ${(message.data as { word: string }).word}\n`);
bus.attach({
  agentId: 'D3',
  reads: ['tick', 'order'],
  handler(message) {
    write(message);
    if (message.topic === 'tick' && message.sequence % 3 === 0)
      publish('D3', 'order', { word: `${life}-o${message.sequence}` });
  },
});
bus.recover();
await bus.idle();
if (mode === 'finish') {
  await store.value.flush();
  await new Promise((resolve) => setImmediate(resolve));
  await store.value.close();
} else {
  // The writer's thread is up once something of this life is on disk.
  inject('host', 'order', { word: `${life}-first` }, { correlationId: 'session-1' });
  await bus.idle();
  process.send?.('going');
  for (let n = 0; ; n++) {
    inject('host', 'tick', { word: `${life}-t${n}` }, { correlationId: 'session-1' });
    if (n % 5 === 0) await new Promise((resolve) => setImmediate(resolve));
    if (n % 200 === 0) await bus.idle();
  }
}
