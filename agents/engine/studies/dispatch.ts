/** Runs the tasks of a study in the worker pool, with progress, an estimate and a way to stop that is obeyed within a tenth of a second. */
import type { Stopwatch, Timers } from '../../kernel/clock.ts';
import type { PoolPort } from '../../kernel/ports.ts';
import { createControl, stopTasks, type TaskControl, unitsDone } from './control.ts';

export interface StudyRuntime {
  readonly pool: PoolPort;
  readonly timers: Timers;
  readonly stopwatch: Stopwatch;
}

export interface StudyProgress {
  /** What is being done, e.g. `variants`. */
  readonly what: string;
  readonly done: number;
  readonly total: number;
  /** 0 to 1. */
  readonly fraction: number;
  /** From the pace so far; null until there is one. */
  readonly remainingMs: number | null;
}

export interface StudyWatch {
  readonly onProgress?: ((progress: StudyProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Longest time of one task; a task that takes longer is ended with its worker. Default the pool's. */
  readonly taskTimeoutMs?: number | undefined;
}

export interface StudyTask {
  readonly input: object;
  /** How much work it is, in the unit of the progress. */
  readonly units: number;
}

/** A worker is ended when it has not stopped by itself in this time. */
const graceMs = 60;
const tickMs = 100;
/** Tasks handed to the pool at a time: enough for any number of workers, few enough to take back. */
const inHand = 64;

/**
 * Outputs in the order of the tasks; undefined where the study was stopped before a task had an answer.
 * @throws PoolError when a task failed, took too long or lost its worker: the others are stopped first.
 */
export async function dispatch<Output>(
  { pool, timers, stopwatch }: StudyRuntime,
  watch: StudyWatch,
  what: string,
  job: string,
  tasks: readonly StudyTask[],
): Promise<{ readonly outputs: (Output | undefined)[]; readonly stopped: boolean }> {
  const words = createControl(tasks.length);
  const total = tasks.reduce((sum, task) => sum + task.units, 0);
  const began = stopwatch.elapsedMs();
  const kills = tasks.map(() => new AbortController());
  let over = false;
  let stopped = false;

  const tell = (): void => {
    const done = Math.min(total, unitsDone(words));
    const fraction = total === 0 ? 1 : done / total;
    const elapsed = stopwatch.elapsedMs() - began;
    const remainingMs = fraction > 0.01 ? (elapsed / fraction) * (1 - fraction) : null;
    watch.onProgress?.({ what, done, total, fraction, remainingMs });
  };
  const tick = (): void => {
    if (over) return;
    tell();
    timers.after(tickMs, tick);
  };
  const stop = (): void => {
    if (over || stopped) return;
    stopped = true;
    stopTasks(words);
    // The last first: what still waits in the pool must not get the worker of one that is ended.
    timers.after(graceMs, () => {
      for (let i = kills.length - 1; i >= 0; i--) kills[i]?.abort();
    });
  };

  const { signal } = watch;
  if (signal?.aborted) stop();
  signal?.addEventListener('abort', stop, { once: true });
  if (watch.onProgress !== undefined) timers.after(tickMs, tick);
  let failure: unknown;
  const outputs: (Output | undefined)[] = tasks.map(() => undefined);
  let next = 0;
  const serve = async (): Promise<void> => {
    while (next < tasks.length && !stopped) {
      const slot = next++;
      const control: TaskControl = { words, slot };
      try {
        outputs[slot] = await pool.run<Output>(
          job,
          { ...tasks[slot]?.input, control },
          {
            ...(kills[slot] && { signal: kills[slot].signal }),
            ...(watch.taskTimeoutMs === undefined ? {} : { timeoutMs: watch.taskTimeoutMs }),
          },
        );
      } catch (error) {
        if (stopped) return;
        failure ??= error;
        stop();
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(inHand, tasks.length) }, serve));
  over = true;
  signal?.removeEventListener('abort', stop);
  if (failure !== undefined) throw failure;
  if (watch.onProgress !== undefined) tell();
  return { outputs, stopped };
}
