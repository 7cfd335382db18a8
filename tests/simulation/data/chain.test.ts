/** The first steps of a research run on real parts: store, bus, supervisor, D1 on main, D4 in its thread; done twice, byte for byte. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadSampleMarket } from '../../../agents/data/bring-in.ts';
import { createBus } from '../../../agents/kernel/bus.ts';
import { createWallClock } from '../../../agents/kernel/clock.ts';
import { runHash } from '../../../agents/kernel/replay.ts';
import { createSupervisor } from '../../../agents/kernel/supervisor.ts';
import { openStore, type Store } from '../../../agents/store/open-store.ts';
import type { TopicData } from '../../../shared/bus/topics.ts';
import { createMemoryJournal } from '../../support/memory-journal.ts';
import { agents } from './agents-for-chain.ts';

const clock = createWallClock();
let home = '';
let store: Store;
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'quantai-chain-'));
  const opened = await openStore({ home, clock, threads: false });
  if (!opened.ok) throw new Error(opened.error.message);
  store = opened.value;
});
afterAll(async () => {
  await store.close();
  rmSync(home, { recursive: true, force: true });
});

const research = async (datasetId: string) => {
  const journal = createMemoryJournal();
  const bus = createBus({ journal, clock });
  const supervisor = createSupervisor({
    bus,
    clock,
    ports: { datasets: store.datasets, artefacts: store.artefacts, timers: clock },
    registryUrl: new URL('./agents-for-chain.ts', import.meta.url).href,
  });
  await supervisor.start(agents);
  bus.publish(
    'V0',
    'control.research',
    {
      seed: 7,
      datasetId,
      generations: 1,
      population: 1,
      base: { lessons: [], trials: 0, trialSharpeMean: 0, trialSharpeVariance: 0 },
    },
    { correlationId: 'run-1' },
  );
  await bus.idle();
  const messages = journal.read({ correlationId: 'run-1' });
  const failed = supervisor.health().filter((h) => h.failed > 0);
  await supervisor.stop();
  return { messages, failed };
};

it('takes the bundled market to signals, the same ones twice', async () => {
  const brought = await loadSampleMarket(store.datasets);
  if (!brought.ok) expect.fail(brought.error.message);
  const datasetId = brought.value.manifest.id;
  const first = await research(datasetId);
  expect(first.failed).toEqual([]);
  expect(first.messages.map((m) => m.topic)).toEqual(['control.research', 'data.dataset', 'data.news', 'data.signals']);
  const signals = first.messages.at(-1)?.data as TopicData<'data.signals'>;
  expect(signals.signals).toHaveLength(21);
  const history = await store.artefacts.get<{ symbols: Record<string, number[]>; times: number[] }>(
    signals.historyHash,
  );
  expect(history.times.length).toBe(3772);
  const second = await research(datasetId);
  expect(runHash(second.messages)).toBe(runHash(first.messages));
});
