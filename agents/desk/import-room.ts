/** Where imports happen: one at a time, files read by a worker of their own with a limit on memory and time; whatever stops one is a sentence. */
import { type Refusal, type Result, refuse } from '../../shared/core/result.ts';
import { addNews } from '../data/add-news.ts';
import { type BroughtIn, bringIn, importFiles, type OutsidePorts } from '../data/bring-in.ts';
import type { DeskClock } from '../kernel/clock.ts';
import { createWorkerPool, PoolError, type PoolFailure } from '../kernel/worker-pool.ts';
import type { InputFile, PageFetcher, SourceRequest } from '../sources/source.ts';
import type { DatasetStore } from '../store/datasets.ts';

/** Heap of the reading thread in megabytes: a million rows take half of it. */
const readerHeapMb = 2048;
const readingLimitMs = 300_000;

export interface ImportRoomParts {
  readonly datasets: DatasetStore;
  readonly clock: DeskClock;
  readonly fetchPage: PageFetcher;
  /** For tests: other limits. */
  readonly heapMb?: number;
  readonly limitMs?: number;
}

export interface NewsRequest {
  readonly url: string;
  readonly into: string;
  readonly symbols?: readonly string[] | undefined;
}

export interface ImportRoom {
  importFiles(files: readonly InputFile[], options?: ImportOptions): Promise<Result<BroughtIn>>;
  /** Bars from a source of the registry, as a dataset of their own. */
  fetchBars(source: string, request: SourceRequest, options?: ImportOptions): Promise<Result<BroughtIn>>;
  /** Headlines of a feed, added to a dataset. */
  fetchNews(request: NewsRequest, options?: ImportOptions): Promise<Result<BroughtIn>>;
  /** Stops what is under way and what waits; what is saved already stays. */
  stop(): void;
  /** Stops everything and waits until no thread is left. */
  close(): Promise<void>;
}
export interface ImportOptions {
  /** The person's name for the dataset. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

const stopped = (): Result<never> =>
  refuse('import-stopped', 'The import was stopped; nothing was imported.', { fix: 'start it again.' });

const sentences = (limitMs: number, heapMb: number): Readonly<Record<PoolFailure, Refusal | undefined>> => ({
  'timed-out': {
    code: 'import-too-slow',
    message: `Reading took longer than ${Math.round(limitMs / 1000)} seconds and was stopped; nothing was imported.`,
    fix: 'Import less at once.',
  },
  'worker-died': {
    code: 'import-too-large',
    message: `Reading needed more than the ${heapMb} MB an import may use; nothing was imported.`,
    fix: 'Import fewer files at once, or split the file by year or by symbol.',
  },
  cancelled: undefined,
  closed: undefined,
  'job-failed': undefined,
});

export function createImportRoom(parts: ImportRoomParts): ImportRoom {
  const { datasets, clock, limitMs = readingLimitMs, heapMb = readerHeapMb } = parts;
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  let stopAll = new AbortController();

  /** The reader's thread lives as long as one import, so that its memory does too. */
  const readIn =
    (signal: AbortSignal) =>
    async <Output>(job: 'read-files' | 'read-pages', input: unknown): Promise<Result<Output>> => {
      const pool = createWorkerPool({ size: 1, ports: {}, timers: clock, timeoutMs: limitMs, maxHeapMb: heapMb });
      try {
        return await pool.run<Result<Output>>(job, input, { signal });
      } catch (error) {
        if (!(error instanceof PoolError)) throw error;
        if (error.code === 'cancelled' || error.code === 'closed') return stopped();
        const known = sentences(limitMs, heapMb)[error.code];
        if (error.code === 'worker-died' && !error.message.includes('memory')) throw error;
        if (known === undefined) throw error;
        return { ok: false, error: known };
      } finally {
        await pool.close();
      }
    };

  /** Waits for the imports before, so that two never need memory at once. */
  const inTurn = (
    outer: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<Result<BroughtIn>>,
  ): Promise<Result<BroughtIn>> => {
    const signal = AbortSignal.any([stopAll.signal, ...(outer === undefined ? [] : [outer])]);
    const mine = last.then(async () => {
      if (closed || signal.aborted) return stopped();
      const answer = await work(signal);
      return !answer.ok && signal.aborted ? stopped() : answer;
    });
    last = mine.catch(() => undefined);
    return mine;
  };
  const outside = (signal: AbortSignal): OutsidePorts => ({
    fetchPage: parts.fetchPage,
    clock,
    signal,
    read: (input) => readIn(signal)('read-pages', input),
  });
  const stop = (): void => {
    stopAll.abort();
    stopAll = new AbortController();
  };

  return {
    importFiles: (files, { name, signal } = {}) =>
      inTurn(signal, (inner) => importFiles(datasets, (input) => readIn(inner)('read-files', input), files, { name })),
    fetchBars: (source, request, { name, signal } = {}) =>
      inTurn(signal, (inner) => bringIn(datasets, source, request, outside(inner), { name })),
    fetchNews: (request, { name, signal } = {}) =>
      inTurn(signal, (inner) => addNews(datasets, request, outside(inner), { name })),
    stop,
    async close() {
      closed = true;
      stop();
      await last;
    },
  };
}
