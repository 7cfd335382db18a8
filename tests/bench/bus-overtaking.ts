/** Bench: one control message behind ten thousand queued data messages. */

import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bus, createBus } from '../../agents/kernel/bus.ts';
import { createWallClock } from '../../agents/kernel/clock.ts';
import { openStore } from '../../agents/store/open-store.ts';
import { createMemoryJournal } from '../support/memory-journal.ts';
import { atMost, type Bench, ratios, rotate, spread } from './bench.ts';

const queued = 10_000;
const moment = { sessionId: 's', datasetId: 'ds-0', time: 0, step: 0, of: 1 };

interface Overtaking {
  /** Data messages handled before the control message. */
  readonly position: number;
  readonly latencyMs: number;
  /** Until all data messages were handled. */
  readonly drainMs: number;
}

async function overtake(bus: Bus): Promise<Overtaking> {
  let handled = 0;
  let position = -1;
  let latencyMs = 0;
  let from = 0;
  const mailbox = bus.attach({
    agentId: 'D3',
    reads: ['data.moment', 'control.rearm'],
    handler(message) {
      if (message.topic === 'data.moment') handled++;
      else {
        position = handled;
        latencyMs = performance.now() - from;
      }
    },
  });
  const options = { correlationId: 'session' };
  for (let i = 0; i < queued; i++) bus.publish('D1', 'data.moment', { ...moment, step: i }, options);
  from = performance.now();
  bus.publish('V0', 'control.rearm', { reason: 'bench' }, options);
  await bus.idle();
  const drainMs = performance.now() - from;
  bus.detach(mailbox);
  if (handled !== queued || position < 0) throw new Error('messages were lost in the bench');
  return { position, latencyMs, drainMs };
}

export const busOvertaking: Bench = {
  name: 'bus-overtaking',
  title: `one durable control message published behind ${queued.toLocaleString('en')} queued data messages`,
  async run() {
    const home = mkdtempSync(join(tmpdir(), 'bench-bus-'));
    const clock = createWallClock();
    const store = await openStore({ home, clock });
    if (!store.ok) return { skipped: store.error.message };
    try {
      const memory: Overtaking[] = [];
      const disk: Overtaking[] = [];
      const diskBus = createBus({ journal: store.value.journal, clock });
      await rotate({
        memory: async () => {
          memory.push(await overtake(createBus({ journal: createMemoryJournal(), clock })));
          return 0;
        },
        disk: async () => {
          disk.push(await overtake(diskBus));
          await store.value.flush();
          return 0;
        },
      });
      const counted = (all: readonly Overtaking[]): readonly Overtaking[] => all.slice(2);
      const positions = counted(memory).map((o) => o.position);
      const diskPositions = counted(disk).map((o) => o.position);
      const share = ratios(
        counted(disk).map((o) => o.latencyMs),
        counted(disk).map((o) => o.drainMs),
      );
      return {
        rows: [
          {
            label: 'data messages handled before it, journal in memory',
            ...spread(positions),
            unit: '',
            goal: atMost(positions, 1, '1'),
          },
          { label: 'its latency, journal in memory', ...spread(counted(memory).map((o) => o.latencyMs)), unit: 'ms' },
          {
            label: 'all data handled after, journal in memory',
            ...spread(counted(memory).map((o) => o.drainMs)),
            unit: 'ms',
          },
          {
            label: 'data messages handled before it, SQLite journal',
            ...spread(diskPositions),
            unit: '',
            goal: atMost(diskPositions, 1, '1'),
          },
          { label: 'its latency with the disk', ...spread(counted(disk).map((o) => o.latencyMs)), unit: 'ms' },
          { label: 'its latency with the disk as a share of the drain', ...spread(share), unit: 'x' },
        ],
        notes: [
          'The journal writes in order of sequence: the message reaches the disk behind the ten thousand before it.',
        ],
      };
    } finally {
      await store.value.close();
      await rm(home, { recursive: true, force: true });
    }
  },
};
