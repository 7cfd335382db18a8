/** The transport over a thread of its own: SQLite blocks while it commits, and the trading thread must not wait for it. */
import { Worker } from 'node:worker_threads';
import type { Group, GroupAnswer, WriteFailure } from './committer.ts';
import { WriteError, type WriterTransport } from './writer.ts';

export type WriterRequest =
  | { readonly kind: 'group'; readonly group: Group }
  | { readonly kind: 'complete' }
  | { readonly kind: 'close' };
export type WriterAnswer = { readonly answer?: GroupAnswer; readonly failure?: WriteFailure };

const workerUrl = import.meta.url.endsWith('.ts')
  ? new URL('./writer.worker.ts', import.meta.url)
  : new URL('./writer.worker.js', import.meta.url);

/**
 * Starts the thread on a home whose files are migrated; resolves when it has opened them. It keeps the process alive only
 * while a write is on its way. @throws WriteError with code `writer-stopped` when it cannot start.
 */
export async function threadTransport(home: string): Promise<WriterTransport> {
  const worker = new Worker(workerUrl, { workerData: { home }, name: 'store-writer' });
  const waiting: { resolve: (answer: WriterAnswer) => void; reject: (error: Error) => void }[] = [];
  let stopped: Error | undefined;

  const stop = (error: Error): void => {
    stopped ??= error;
    for (const { reject } of waiting.splice(0)) reject(stopped);
  };
  worker.on('message', (answer: WriterAnswer) => {
    const first = waiting.shift();
    if (waiting.length === 0) worker.unref();
    if (answer.failure !== undefined) first?.reject(new WriteError(answer.failure));
    else first?.resolve(answer);
  });
  worker.on('error', (error) =>
    stop(new WriteError({ message: `the writer thread stopped: ${String(error)}`, code: 'writer-stopped' })),
  );
  worker.on('exit', () => stop(new WriteError({ message: 'the writer thread has ended', code: 'writer-stopped' })));

  // The first answer comes unasked: the files are open.
  await new Promise<WriterAnswer>((resolve, reject) => {
    waiting.push({ resolve, reject });
  });

  const ask = (request: WriterRequest): Promise<WriterAnswer> => {
    if (stopped !== undefined) return Promise.reject(stopped);
    return new Promise((resolve, reject) => {
      if (waiting.length === 0) worker.ref();
      waiting.push({ resolve, reject });
      worker.postMessage(request);
    });
  };
  return {
    async send(group) {
      const { answer } = await ask({ kind: 'group', group });
      return answer as GroupAnswer;
    },
    async complete() {
      await ask({ kind: 'complete' });
    },
    async close() {
      await ask({ kind: 'close' });
      await worker.terminate();
    },
  };
}
