/** The way to the writer: everything written travels in order, in groups that grow while the writer is busy. */

import type { Message } from '../../shared/bus/messages.ts';
import type { Committer, Group, GroupAnswer, WriteFailure } from './committer.ts';
import { flattenMessage } from './journal-rows.ts';
import type { WriteOperation, WriteQueue } from './write.ts';

/** What carries groups to a committer: a thread, or a direct call. Answers come in the order of sending. */
export interface WriterTransport {
  send(group: Group): Promise<GroupAnswer>;
  /** Copies the write-ahead logs into the files behind everything sent. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

export interface Writer extends WriteQueue {
  /** Captures a message behind everything appended before. */
  append(message: Message, durable: boolean): Promise<void>;
  /** Adds writes to the next group that leaves no message behind; asked once per group. */
  onGroup(supply: () => readonly { operation: WriteOperation; args: unknown }[]): void;
  /** Says that `onGroup` has something; it leaves with the next group, or alone when nothing else comes. */
  nudge(): void;
  /** Resolves when everything sent so far is on disk. @throws the first failure of a write nobody waited for. */
  flush(): Promise<void>;
  /** For writes that answer nothing: a failure is kept and thrown by the next `flush`. */
  watch(write: Promise<unknown>): void;
  close(): Promise<void>;
}

/** The error of a write that was not made. `code` is SQLite's, or `journal-gap`, `writer-stopped`, `writer-closed`. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
  readonly code: string;
  constructor(failure: WriteFailure) {
    super(failure.message);
    this.code = failure.code;
  }
}

interface Waiting {
  readonly resolve: (value: never) => void;
  readonly reject: (error: Error) => void;
}

/** Messages in one group: beyond this a longer group only makes the slowest commit slower. */
const groupRows = 256;
/** Groups on the way at once: one being committed and one waiting, so that the writer never idles between two. */
const groupsInFlight = 2;

export function createWriter(transport: WriterTransport): Writer {
  let messages: { message: unknown[]; durable: boolean; waiting: Waiting }[] = [];
  let items: { operation: WriteOperation; args: unknown; waiting: Waiting }[] = [];
  let supply: () => readonly { operation: WriteOperation; args: unknown }[] = () => [];
  let inFlight = 0;
  let scheduled = false;
  let closed = false;
  let failure: Error | undefined;
  let settled: Promise<unknown> = Promise.resolve();

  const takeGroup = (): (() => Promise<void>) | undefined => {
    const rows = messages.slice(0, groupRows);
    messages = messages.slice(rows.length);
    const own = items;
    items = [];
    // Acknowledgements may only leave when no message is left behind: they must never overtake what they acknowledge.
    const extra = messages.length === 0 ? supply() : [];
    if (rows.length === 0 && own.length === 0 && extra.length === 0) return undefined;
    const flat: unknown[] = [];
    for (const row of rows) for (const value of row.message) flat.push(value);
    const group: Group = {
      rows: rows.length === 0 ? null : JSON.stringify(flat),
      items: [...own, ...extra].map(({ operation, args }) => ({ name: operation.name, args })),
      durable: rows.some((r) => r.durable) || own.some((i) => i.operation.durable),
    };
    return async () => {
      try {
        const answer = await transport.send(group);
        rows.forEach(({ waiting }, i) => {
          const failed = answer.rowFailures?.[i];
          if (failed) waiting.reject(new WriteError(failed));
          else waiting.resolve(undefined as never);
        });
        answer.outcomes.forEach((outcome, i) => {
          const waiting = own[i]?.waiting;
          if ('output' in outcome) waiting?.resolve(outcome.output as never);
          else if (waiting !== undefined) waiting.reject(new WriteError(outcome.failure));
          else failure ??= new WriteError(outcome.failure);
        });
      } catch (error) {
        const stopped =
          error instanceof Error ? error : new WriteError({ message: String(error), code: 'writer-stopped' });
        for (const { waiting } of [...rows, ...own]) waiting.reject(stopped);
        if (extra.length > 0) failure ??= stopped;
      }
    };
  };

  const pump = (): void => {
    while (inFlight < groupsInFlight) {
      const send = takeGroup();
      if (send === undefined) return;
      inFlight++;
      settled = send().finally(() => {
        inFlight--;
        pump();
      });
    }
  };
  const schedule = (): void => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      pump();
    });
  };
  const refuseClosed = (): Promise<never> =>
    Promise.reject(new WriteError({ message: 'the store is closed: nothing can be written', code: 'writer-closed' }));
  const drain = async (): Promise<void> => {
    pump();
    while (inFlight > 0) await settled;
  };

  return {
    append(message, durable) {
      if (closed) return refuseClosed();
      const flat: unknown[] = [];
      flattenMessage(message, flat);
      return new Promise<void>((resolve, reject) => {
        messages.push({ message: flat, durable, waiting: { resolve, reject } });
        schedule();
      });
    },
    write(operation, args) {
      if (closed) return refuseClosed();
      return new Promise((resolve, reject) => {
        items.push({ operation: operation as WriteOperation, args, waiting: { resolve, reject } });
        schedule();
      });
    },
    onGroup(next) {
      supply = next;
    },
    nudge() {
      if (!closed) setImmediate(pump);
    },
    async flush() {
      await drain();
      await transport.checkpoint();
      if (failure !== undefined) throw failure;
    },
    watch(write) {
      write.catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Error(String(error));
      });
    },
    async close() {
      if (closed) return;
      closed = true;
      await drain();
      await transport.close();
    },
  };
}

/** The transport without a thread: commits on the caller's, at once. For tests, `:memory:` and replays. */
export function directTransport(committer: Committer): WriterTransport {
  return {
    send: async (group) => committer.commit(group),
    async checkpoint() {
      committer.checkpoint('PASSIVE');
    },
    async close() {
      committer.checkpoint('TRUNCATE');
      committer.close();
    },
  };
}
