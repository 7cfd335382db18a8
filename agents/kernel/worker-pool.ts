/** The worker pool: jobs in threads, one at a time each, with datasets in shared memory, a time limit and cancellation. */
import { Worker } from 'node:worker_threads';
import type { Timers } from './clock.ts';
import { Ring } from './lanes.ts';
import { answerPortCall, type WorkerPorts } from './port-service.ts';
import type { PoolPort } from './ports.ts';
import type { JobDone, JobOrder, JobWorkerData, PortCall } from './worker-protocol.ts';
import { workerUrl } from './worker-url.ts';

export type PoolFailure = 'timed-out' | 'cancelled' | 'worker-died' | 'job-failed' | 'closed';

/** Why a job has no answer, in a sentence. */
export class PoolError extends Error {
  override readonly name = 'PoolError';
  readonly code: PoolFailure;
  constructor(code: PoolFailure, sentence: string) {
    super(sentence);
    this.code = code;
  }
}

export interface PoolOptions {
  /** Threads, at least 1; they are started when first needed. */
  readonly size: number;
  readonly ports: WorkerPorts;
  readonly timers: Timers;
  /** Module that exports `jobs`; default the engine's registry. */
  readonly jobsUrl?: string;
  /** Default 300,000. */
  readonly timeoutMs?: number;
  /** Heap of a worker in megabytes; default Node's. */
  readonly maxHeapMb?: number;
}

export interface PoolStats {
  readonly size: number;
  readonly workers: number;
  readonly busy: number;
  readonly queued: number;
  readonly done: number;
  readonly failed: number;
  /** Workers that died or were ended because of a time limit or a cancellation. */
  readonly lost: number;
}

export interface WorkerPool extends PoolPort {
  stats(): PoolStats;
  /** Ends the workers; jobs that are not done are refused. */
  close(): Promise<void>;
}

interface Task {
  readonly id: number;
  readonly job: string;
  readonly input: unknown;
  readonly timeoutMs: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: PoolError) => void;
  /** Stops listening for cancellation. */
  release: () => void;
  over: boolean;
}

interface Seat {
  readonly worker: Worker;
  task: Task | undefined;
  stopTimer: () => void;
}

export function createWorkerPool(options: PoolOptions): WorkerPool {
  const size = Math.max(1, Math.floor(options.size));
  const seats = new Set<Seat>();
  const queue = new Ring<Task>();
  let ids = 0;
  let done = 0;
  let failed = 0;
  let lost = 0;
  let closed = false;

  const finish = (task: Task, error: PoolError | undefined, value: unknown): void => {
    if (task.over) return;
    task.over = true;
    task.release();
    if (error === undefined) {
      done++;
      task.resolve(value);
    } else {
      failed++;
      task.reject(error);
    }
  };

  /** Takes a worker off the floor; the next job in the queue gets a new one. */
  const dismiss = (seat: Seat, error: PoolError): Promise<number> => {
    const { task } = seat;
    seat.task = undefined;
    seat.stopTimer();
    if (seats.delete(seat)) lost++;
    if (task !== undefined) finish(task, error, undefined);
    const ended = seat.worker.terminate();
    fill();
    return ended;
  };

  const take = (seat: Seat, { id, outcome }: JobDone): void => {
    const { task } = seat;
    if (task === undefined || task.id !== id) return;
    seat.task = undefined;
    seat.stopTimer();
    if (outcome.ok) finish(task, undefined, outcome.value);
    else finish(task, new PoolError('job-failed', `The job "${task.job}" failed: ${outcome.error}`), undefined);
    fill();
  };

  const seatWorker = (): Seat => {
    const workerData: JobWorkerData = { jobsUrl: options.jobsUrl };
    const worker = new Worker(workerUrl('job-worker'), {
      workerData,
      // A job needs no environment, and keys may stand in it.
      env: {},
      ...(options.maxHeapMb === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: options.maxHeapMb } }),
    });
    const seat: Seat = { worker, task: undefined, stopTimer: () => {} };
    const died = (why: string): void => {
      const what = seat.task === undefined ? 'A worker' : `The worker doing "${seat.task.job}"`;
      void dismiss(seat, new PoolError('worker-died', `${what} died: ${why}.`));
    };
    worker.on('message', (message: JobDone | PortCall) => {
      if (message.kind === 'done') take(seat, message);
      else
        void answerPortCall(options.ports, message).then((answer) => {
          if (seats.has(seat)) worker.postMessage(answer);
        });
    });
    worker.on('error', (error: Error & { code?: string }) =>
      died(error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'it ran out of memory' : error.message),
    );
    worker.on('exit', (code) => {
      if (seats.has(seat)) died(`it ended with status ${code}`);
    });
    seats.add(seat);
    return seat;
  };

  const assign = (seat: Seat, task: Task): void => {
    seat.task = task;
    seat.stopTimer = options.timers.after(task.timeoutMs, () => {
      const sentence = `The job "${task.job}" took longer than ${task.timeoutMs} ms and was stopped.`;
      void dismiss(seat, new PoolError('timed-out', sentence));
    });
    const order: JobOrder = { kind: 'job', id: task.id, name: task.job, input: task.input };
    try {
      seat.worker.postMessage(order);
    } catch (error) {
      seat.task = undefined;
      seat.stopTimer();
      const why = error instanceof Error ? error.message : String(error);
      finish(
        task,
        new PoolError('job-failed', `The input of "${task.job}" cannot cross to a worker: ${why}`),
        undefined,
      );
      fill();
    }
  };

  /** Gives waiting jobs to free workers, starting workers up to the limit. */
  const fill = (): void => {
    while (!closed && queue.size > 0) {
      let seat: Seat | undefined;
      for (const other of seats) if (other.task === undefined) seat ??= other;
      if (seat === undefined && seats.size < size) seat = seatWorker();
      if (seat === undefined) return;
      const task = queue.shift() as Task;
      if (!task.over) assign(seat, task);
    }
  };

  const cancel = (task: Task): void => {
    const error = new PoolError('cancelled', `The job "${task.job}" was cancelled.`);
    const seat = [...seats].find((other) => other.task === task);
    if (seat !== undefined) void dismiss(seat, error);
    else finish(task, error, undefined);
  };

  return {
    run<Output>(job: string, input: unknown, extra: { timeoutMs?: number; signal?: AbortSignal } = {}) {
      return new Promise<Output>((resolve, reject) => {
        const task: Task = {
          id: ids++,
          job,
          input,
          timeoutMs: extra.timeoutMs ?? options.timeoutMs ?? 300_000,
          resolve: resolve as (value: unknown) => void,
          reject,
          release: () => {},
          over: false,
        };
        if (closed) {
          finish(task, new PoolError('closed', `The job "${job}" was refused: the desk is closing.`), undefined);
          return;
        }
        const { signal } = extra;
        if (signal?.aborted) {
          cancel(task);
          return;
        }
        if (signal !== undefined) {
          const onAbort = (): void => cancel(task);
          signal.addEventListener('abort', onAbort, { once: true });
          task.release = () => signal.removeEventListener('abort', onAbort);
        }
        queue.push(task);
        fill();
      });
    },
    stats: () => ({
      size,
      workers: seats.size,
      busy: [...seats].filter((seat) => seat.task !== undefined).length,
      queued: queue.size,
      done,
      failed,
      lost,
    }),
    async close() {
      closed = true;
      const refusal = (task: Task): PoolError =>
        new PoolError('closed', `The job "${task.job}" was stopped: the desk is closing.`);
      for (let task = queue.shift(); task !== undefined; task = queue.shift()) finish(task, refusal(task), undefined);
      const ending = [...seats].map((seat) => {
        seats.delete(seat);
        seat.stopTimer();
        if (seat.task !== undefined) finish(seat.task, refusal(seat.task), undefined);
        return seat.worker.terminate();
      });
      await Promise.all(ending);
    },
  };
}
