/** Tasks of a study in the pool: order, progress that only grows, a hung task that is ended, a failing one that stops the others. */
import { afterEach, expect, it } from 'vitest';
import { report, type TaskControl } from '../../../agents/engine/studies/control.ts';
import { dispatch, type StudyProgress } from '../../../agents/engine/studies/dispatch.ts';
import { createWallClock } from '../../../agents/kernel/clock.ts';
import type { PoolPort } from '../../../agents/kernel/ports.ts';
import { createWorkerPool, type WorkerPool } from '../../../agents/kernel/worker-pool.ts';

const clock = createWallClock();
const jobsUrl = new URL('../kernel/parts-for-workers.ts', import.meta.url).href;
let pool: WorkerPool | undefined;
afterEach(async () => {
  await pool?.close();
  pool = undefined;
});
const hungPool = (): WorkerPool => {
  pool = createWorkerPool({ size: 2, ports: {}, timers: clock, jobsUrl });
  return pool;
};
const tasks = (count: number) => Array.from({ length: count }, (_, i) => ({ input: { i }, units: 10 }));

it('answers in the order of the tasks, whichever ends first, and tells a progress that only grows', async () => {
  const waiting: (() => void)[] = [];
  const fake: PoolPort = {
    async run<Output>(_job: string, input: unknown) {
      const { i, control } = input as { i: number; control: TaskControl };
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 4) for (const next of waiting.reverse()) next();
      });
      report(control, 10);
      return (i * i) as Output;
    },
  };
  const seen: StudyProgress[] = [];
  const watch = { onProgress: (p: StudyProgress) => void seen.push(p) };
  const runtime = { pool: fake, timers: clock, stopwatch: clock };
  expect(await dispatch(runtime, watch, 'squares', 'square', tasks(4))).toEqual({
    outputs: [0, 1, 4, 9],
    stopped: false,
  });
  expect(seen.at(-1)).toMatchObject({ what: 'squares', done: 40, total: 40, fraction: 1, remainingMs: 0 });
  for (let k = 1; k < seen.length; k++) expect(seen[k]?.done).toBeGreaterThanOrEqual(seen[k - 1]?.done ?? 0);
});

it('ends workers whose tasks never look at the word, and starts nothing more', async () => {
  const p = hungPool();
  const stop = new AbortController();
  const study = dispatch(
    { pool: p, timers: clock, stopwatch: clock },
    { signal: stop.signal },
    'tasks',
    'forever',
    tasks(200),
  );
  stop.abort();
  const { outputs, stopped } = await study;
  expect(stopped).toBe(true);
  expect(outputs.every((output) => output === undefined)).toBe(true);
  expect(p.stats()).toMatchObject({ busy: 0, queued: 0 });
  expect(p.stats().lost).toBeLessThanOrEqual(2);
});

it('ends a task that takes longer than it may, and stops the others', async () => {
  const p = hungPool();
  const watch = { taskTimeoutMs: 50 };
  const study = dispatch({ pool: p, timers: clock, stopwatch: clock }, watch, 'tasks', 'forever', tasks(4));
  await expect(study).rejects.toMatchObject({ code: 'timed-out' });
  expect(p.stats().busy).toBe(0);
});

it('passes on why a task failed', async () => {
  const study = dispatch({ pool: hungPool(), timers: clock, stopwatch: clock }, {}, 'tasks', 'fails', tasks(3));
  await expect(study).rejects.toThrow('the numbers do not add up');
});
