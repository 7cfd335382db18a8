/** Bench: durable messages through the SQLite journal beside Redis Streams with AOF always, and one event beside one disk sync. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createWallClock } from '../../agents/kernel/clock.ts';
import { openStore } from '../../agents/store/open-store.ts';
import type { Message } from '../../shared/bus/messages.ts';
import { atLeast, atMost, type Bench, median, quantile, type Row, ratios, rotate, spread } from './bench.ts';
import { openDiskSync } from './disk-sync.ts';
import { startRedis } from './redis-server.ts';

const batch = 256;
const batchesPerRound = 100;
const singlesPerRound = 200;

/** Frozen, as the bus sends them. */
const message = (sequence: number): Message =>
  Object.freeze({
    specversion: '1.0',
    sequence,
    id: `session/${sequence}`,
    type: 'TradeMessage',
    topic: 'trade.fill',
    source: 'agent/D3',
    subject: 'AAA',
    time: 1_700_000_000_000,
    correlationId: 'session',
    causationId: null,
    priority: 2,
    data: Object.freeze({ fillId: `f-${sequence}`, quantity: '100', price: '12.50' }),
  });

export const busDurable: Bench = {
  name: 'bus-durable',
  title: `durable messages in batches of ${batch} and one by one: SQLite journal (synchronous=FULL) beside Redis AOF always and the bare disk`,
  async run() {
    const load = (): number => loadavg()[0] ?? 0;
    const loadBefore = load();
    const home = mkdtempSync(join(tmpdir(), 'bench-journal-'));
    const store = await openStore({ home, clock: createWallClock() });
    if (!store.ok) return { skipped: store.error.message };
    const { journal } = store.value;
    const disk = openDiskSync();
    const redis = await startRedis();
    try {
      let sequence = journal.lastSequence;
      let sent = 0;
      const redisBatch = async (): Promise<void> => {
        const pipeline = redis?.client.pipeline();
        for (let i = 0; i < batch; i++) pipeline?.xadd('journal', '*', 'm', JSON.stringify(message(++sent)));
        for (const [error] of (await pipeline?.exec()) ?? []) if (error) throw error;
      };
      const journalBatch = async (): Promise<void> => {
        const written: Promise<void>[] = [];
        for (let i = 0; i < batch; i++) written.push(journal.append(message(++sequence), true));
        await Promise.all(written);
      };
      /** Milliseconds per batch over a round; the 99th percentile is kept aside. */
      const batches = (work: () => Promise<void>, slowest: number[]) => async (): Promise<number> => {
        const took: number[] = [];
        for (let i = 0; i < batchesPerRound; i++) {
          const from = performance.now();
          await work();
          took.push(performance.now() - from);
        }
        slowest.push(quantile(took, 0.99));
        return took.reduce((a, b) => a + b, 0) / batchesPerRound;
      };
      /** What the journal leaves for later (its index, the log's way into the file) is paid before another contender's turn. */
      const settle = async (): Promise<number> => {
        const from = performance.now();
        await journal.flush();
        return performance.now() - from;
      };
      const settled: number[] = [];
      const journalP99: number[] = [];
      const redisP99: number[] = [];
      const syncP99: number[] = [];
      const contenders: Record<string, () => number | Promise<number>> = {
        journal: async () => {
          const ms = await batches(journalBatch, journalP99)();
          settled.push(ms + (await settle()) / batchesPerRound);
          return ms;
        },
        sync: () => {
          const took = disk.sample(singlesPerRound);
          syncP99.push(quantile(took, 0.99));
          return median(took);
        },
        single: async () => {
          const took: number[] = [];
          for (let i = 0; i < singlesPerRound; i++) {
            const from = performance.now();
            await journal.append(message(++sequence), true);
            took.push(performance.now() - from);
          }
          await settle();
          return quantile(took, 0.99);
        },
      };
      if (redis !== undefined) contenders.redis = batches(redisBatch, redisP99);
      const figures = await rotate(contenders);
      const of = (name: string): number[] => figures[name] as number[];
      const counted = (all: readonly number[]): number[] => all.slice(-of('sync').length);
      const perSecond = (ms: readonly number[]): number[] => ms.map((value) => (batch * 1000) / value);

      const p99 = ratios(counted(journalP99), of('sync'));
      const single = ratios(of('single'), counted(syncP99));
      const rows: Row[] = [];
      if (redis !== undefined) {
        const faster = ratios(of('redis'), of('journal'));
        rows.push({
          label: 'journal, times as fast as Redis AOF always',
          ...spread(faster),
          unit: 'x',
          goal: atLeast(faster, 4, '4x'),
        });
        rows.push({
          label: 'the same with its index filled and its log folded in',
          ...spread(ratios(of('redis'), counted(settled))),
          unit: 'x',
        });
      }
      rows.push(
        {
          label: `p99 of a batch of ${batch}, in median disk syncs`,
          ...spread(p99),
          unit: 'x',
          goal: atMost(p99, 12, '12x'),
        },
        ...(redis === undefined
          ? []
          : [
              {
                label: `p99 of a batch of ${batch}, as a share of Redis's`,
                ...spread(ratios(counted(journalP99), counted(redisP99))),
                unit: 'x',
              },
            ]),
        {
          label: 'p99 of one durable event, in p99 disk syncs',
          ...spread(single),
          unit: 'x',
          goal: atMost(single, 2, '2x'),
        },
        { label: 'journal', ...spread(perSecond(of('journal'))), unit: 'msg/s' },
        {
          label: 'journal with its index filled and its log folded in',
          ...spread(perSecond(counted(settled))),
          unit: 'msg/s',
        },
        ...(redis === undefined
          ? []
          : [{ label: 'Redis AOF always', ...spread(perSecond(of('redis'))), unit: 'msg/s' }]),
        { label: 'p99 of one durable event', ...spread(of('single')), unit: 'ms' },
        { label: 'median disk sync', ...spread(of('sync')), unit: 'ms' },
        { label: 'p99 disk sync', ...spread(counted(syncP99)), unit: 'ms' },
      );
      return {
        rows,
        notes: [
          `Load average ${loadBefore.toFixed(1)} before and ${load().toFixed(1)} after on ${availableParallelism()} processors.`,
          ...(redis === undefined ? ['SKIPPED beside Redis: no redis-server is installed.'] : []),
        ],
      };
    } finally {
      disk.close();
      await redis?.stop();
      await store.value.close();
      rmSync(home, { recursive: true, force: true });
    }
  },
};
