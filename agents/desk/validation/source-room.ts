/** Where a person's files are read: a thread of their own with limits on time and memory; whatever stops it is a sentence. */
import { type Refusal, type Result, refuse } from '../../../shared/core/result.ts';
import type { SourceReport } from '../../../shared/desk-api/source-report.ts';
import type { DeskClock } from '../../kernel/clock.ts';
import { createWorkerPool, PoolError, type PoolFailure } from '../../kernel/worker-pool.ts';

/** Longest a text may be read, in milliseconds; the start of the thread is not counted. */
const limitMs = 500;
const startLimitMs = 30_000;
const heapMb = 256;

export interface SourceRoom {
  read(file: { readonly fileName: string; readonly text: string }): Promise<Result<SourceReport>>;
  close(): Promise<void>;
}

const sentences = (limit: number): Readonly<Record<PoolFailure, Refusal>> => ({
  'timed-out': {
    code: 'source-too-slow',
    message: `Reading took longer than ${limit} ms and was stopped; what cannot be read is not cleared.`,
    fix: 'write it plainly, and keep data out of the code.',
  },
  'worker-died': {
    code: 'source-too-hard',
    message: `Reading needed more than the ${heapMb} MB it may use and was stopped; what cannot be read is not cleared.`,
    fix: 'split the file, and keep data out of the code.',
  },
  cancelled: { code: 'stopped', message: 'Reading was stopped.' },
  closed: { code: 'stopped', message: 'Reading was stopped: the desk is closing.' },
  'job-failed': { code: 'source-unreadable', message: 'The text could not be read.', fix: 'check that it is whole.' },
});

/** @param parts.jobsUrl another registry of jobs, for tests */
export function createSourceRoom(parts: {
  readonly clock: DeskClock;
  readonly jobsUrl?: string;
  readonly limitMs?: number;
}): SourceRoom {
  const limit = parts.limitMs ?? limitMs;
  const { jobsUrl } = parts;
  const pool = createWorkerPool({
    size: 1,
    ports: {},
    timers: parts.clock,
    maxHeapMb: heapMb,
    ...(jobsUrl === undefined ? {} : { jobsUrl }),
  });
  const run = (input: { fileName: string; text: string }, timeoutMs: number): Promise<Result<SourceReport>> =>
    pool.run<Result<SourceReport>>('source-report', input, { timeoutMs });
  /** One at a time, so that the limit of a text is never spent on another's. */
  let last: Promise<unknown> = Promise.resolve();
  const readNow = async ({ fileName, text }: { fileName: string; text: string }): Promise<Result<SourceReport>> => {
    try {
      // A thread that is not there yet starts on an empty text.
      if (pool.stats().workers === 0) await run({ fileName: 'empty.py', text: '' }, startLimitMs);
      return await run({ fileName, text }, limit);
    } catch (error) {
      if (!(error instanceof PoolError)) throw error;
      const { code, message, fix } = sentences(limit)[error.code];
      return refuse(code, message, { where: fileName, ...(fix === undefined ? {} : { fix }) });
    }
  };
  return {
    read(file) {
      const mine = last.then(() => readNow(file));
      last = mine.catch(() => undefined);
      return mine;
    },
    close: () => pool.close(),
  };
}
