/** The worker pool: answers, failures in plain words, time limits, cancellation, dead workers and shared datasets. */
import { afterEach, describe, expect, it } from 'vitest';
import { createSimulatedClock, createWallClock } from '../../../agents/kernel/clock.ts';
import type { WorkerPorts } from '../../../agents/kernel/port-service.ts';
import { createWorkerPool, type PoolOptions, type WorkerPool } from '../../../agents/kernel/worker-pool.ts';
import { datasetId, smallDataset } from './dataset-for-tests.ts';

const jobsUrl = new URL('./parts-for-workers.ts', import.meta.url).href;
let pool: WorkerPool | undefined;
const open = (options: Partial<PoolOptions> = {}): WorkerPool => {
  pool = createWorkerPool({ size: 1, ports: {}, timers: createWallClock(), jobsUrl, ...options });
  return pool;
};
afterEach(async () => {
  await pool?.close();
});

describe('jobs', () => {
  it('answers in the thread of a worker that is started when first needed', async () => {
    const p = open({ size: 2 });
    expect(p.stats().workers).toBe(0);
    expect(await Promise.all([2, 3, 4, 5].map((n) => p.run('square', n)))).toEqual([4, 9, 16, 25]);
    expect(p.stats()).toMatchObject({ workers: 2, busy: 0, queued: 0, done: 4, failed: 0, lost: 0 });
  });

  it('says in a sentence why a job failed, and the worker lives on', async () => {
    const p = open();
    await expect(p.run('fails', 0)).rejects.toThrow('The job "fails" failed: the numbers do not add up');
    await expect(p.run('unheard-of', 0)).rejects.toThrow('there is no job of that name');
    await expect(p.run('function', 0)).rejects.toThrow('its answer cannot cross');
    await expect(p.run('square', () => 1)).rejects.toThrow('cannot cross to a worker');
    expect(await p.run('square', 3)).toBe(9);
    expect(p.stats()).toMatchObject({ lost: 0, failed: 4 });
  });

  it('keeps the environment of the desk from its workers', async () => {
    expect(await open().run('environment', 0)).toBe(0);
  });
});

describe('limits', () => {
  it('ends a worker that takes too long; the other jobs go on in a new one', async () => {
    const clock = createSimulatedClock(0);
    const p = open({ timers: clock });
    const hung = p.run('forever', 0, { timeoutMs: 1000 });
    const next = p.run('square', 6);
    clock.advance(1000);
    await expect(hung).rejects.toMatchObject({
      code: 'timed-out',
      message: 'The job "forever" took longer than 1000 ms and was stopped.',
    });
    expect(await next).toBe(36);
    expect(p.stats()).toMatchObject({ lost: 1, workers: 1 });
  });

  it('cancels a running and a waiting job', async () => {
    const p = open();
    const running = new AbortController();
    const waiting = new AbortController();
    const first = p.run('forever', 0, { signal: running.signal });
    const second = p.run('square', 2, { signal: waiting.signal });
    const third = p.run('square', 3);
    waiting.abort();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    running.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled', message: 'The job "forever" was cancelled.' });
    expect(await third).toBe(9);
    await expect(p.run('square', 2, { signal: running.signal })).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('says when a worker died and goes on with a new one', async () => {
    const p = open();
    await expect(p.run('dies', 0)).rejects.toMatchObject({
      code: 'worker-died',
      message: 'The worker doing "dies" died: it ended with status 7.',
    });
    expect(await p.run('square', 2)).toBe(4);
  });

  it('refuses what is left when it closes', async () => {
    const p = open();
    const left = [p.run('forever', 0), p.run('square', 1)].map((job) => job.catch((error: Error) => error.message));
    await p.close();
    expect(await Promise.all(left)).toEqual([
      'The job "forever" was stopped: the desk is closing.',
      'The job "square" was stopped: the desk is closing.',
    ]);
    await expect(p.run('square', 1)).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('what jobs read', () => {
  it('hands a dataset over once per worker, in shared memory', async () => {
    let opens = 0;
    const dataset = smallDataset([1, 2, 3.5]);
    const ports: WorkerPorts = {
      datasets: {
        open: async (id) => {
          opens++;
          if (id !== datasetId) throw new Error(`no dataset ${id}`);
          return dataset;
        },
      },
    };
    const p = open({ ports });
    const input = { datasetId, symbol: 'AAA' };
    expect(await p.run('sum-closes', input)).toEqual({ sum: 6.5, shared: true, opened: 1, news: 0 });
    // The same memory: what main writes, the worker reads.
    (dataset.series('AAA', '1d')?.columns.close as Float64Array)[0] = 2;
    expect(await p.run('sum-closes', input)).toMatchObject({ sum: 7.5, opened: 2 });
    expect(opens).toBe(1);
    await expect(p.run('sum-closes', { datasetId: 'ds-x', symbol: 'AAA' })).rejects.toThrow('no dataset ds-x');
  });

  it('reads artefacts by hash', async () => {
    const ports: WorkerPorts = {
      artefacts: { get: async <T>(hash: string) => ({ hash }) as T, put: async () => 'h' },
    };
    expect(await open({ ports }).run('artefact', 'abc')).toEqual({ hash: 'abc' });
  });
});
