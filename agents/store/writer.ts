/** The way to the writer: everything written travels in order, in groups that grow while the writer is busy. */
import type { Message } from '../../shared/bus/messages.ts';
import type { Chunk, Committer, GroupAnswer, WriteFailure } from './committer.ts';
import { flattenMessage } from './journal-rows.ts';
import type { WriteOperation, WriteQueue } from './write.ts';

/** What carries groups to a committer: a thread, or a direct call. Answers come in the order of sending. */
export interface WriterTransport {
  /** Sends a part of a group that is not its last. */
  stream(chunk: Chunk): void;
  /** Sends the last part of a group; the answer comes when the group is committed. */
  send(chunk: Chunk): Promise<GroupAnswer>;
  /** Copies the write-ahead logs into the files behind everything sent. */
  checkpoint(): Promise<void>;
  close(): Promise<void>;
}

export interface Writer extends WriteQueue {
  /** Captures a message behind everything appended before. */
  append(message: Message, durable: boolean): Promise<void>;
  /** Messages appended and not yet known to be on disk, in order. */
  unsettled(): readonly Message[];
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
interface WaitingMessage extends Waiting {
  readonly message: Message;
  readonly row: string;
  readonly durable: boolean;
}
interface WaitingItem extends Waiting {
  readonly operation: WriteOperation;
  readonly args: unknown;
}

/** Messages in one group: beyond this a longer group only makes the slowest commit slower. */
const groupRows = 256;
/** Messages that leave ahead of their group's end, so that they are inserted while the rest is still being published. */
const chunkRows = 64;
/** Groups on the way at once: one being committed and one waiting, so that the writer never idles between two. */
const groupsInFlight = 2;

export function createWriter(transport: WriterTransport): Writer {
  let queue: WaitingMessage[] = [];
  const items: WaitingItem[] = [];
  /** Messages of groups on the way, oldest group first. */
  const sent: (readonly WaitingMessage[])[] = [];
  /** The group whose first chunks have left and whose end has not. */
  let open: { rows: WaitingMessage[]; durable: boolean } | undefined;
  let supply: () => readonly { operation: WriteOperation; args: unknown }[] = () => [];
  let inFlight = 0;
  let scheduled = false;
  let closed = false;
  let failure: Error | undefined;
  let settled: Promise<unknown> = Promise.resolve();

  const rowsText = (rows: readonly WaitingMessage[]): string | null =>
    rows.length === 0 ? null : `[${rows.map((r) => r.row).join(',')}]`;

  /** Sends the first messages of a group that is still growing. */
  const streamChunk = (): void => {
    const rows = queue;
    queue = [];
    open ??= { rows: [], durable: rows.some((r) => r.durable) };
    open.rows.push(...rows);
    transport.stream({ rows: rowsText(rows), items: [], durable: open.durable, end: false });
  };

  /** Sends the end of the open group, or a whole group of what waits. Answers false when there is nothing to send. */
  const sendGroup = (): boolean => {
    const before = open;
    open = undefined;
    // A durable message may not ride in a group that was begun without syncing: that group ends here.
    const rides = before === undefined || before.durable || !queue.some((r) => r.durable);
    const room = rides ? groupRows - (before?.rows.length ?? 0) : 0;
    const rows = queue.length <= room ? queue : queue.slice(0, room);
    queue = queue.length <= room ? [] : queue.slice(room);
    const own = before !== undefined && !before.durable ? [] : items.splice(0);
    // Acknowledgements may only leave when no message is left behind: they must never overtake what they acknowledge.
    const extra = queue.length === 0 ? supply() : [];
    if (before === undefined && rows.length === 0 && own.length === 0 && extra.length === 0) return false;
    const all = before === undefined ? rows : [...before.rows, ...rows];
    sent.push(all);
    inFlight++;
    const answer = transport.send({
      rows: rowsText(rows),
      items: [...own, ...extra].map(({ operation, args }) => ({ name: operation.name, args })),
      durable: before?.durable ?? (rows.some((r) => r.durable) || own.some((i) => i.operation.durable)),
      end: true,
    });
    settled = answer
      .then(
        (group) => resolveGroup(group, all, own),
        (error: unknown) => rejectGroup(error, all, own, extra.length > 0),
      )
      .finally(() => {
        inFlight--;
        pump();
      });
    return true;
  };
  const resolveGroup = (
    { rowFailures, outcomes }: GroupAnswer,
    rows: readonly WaitingMessage[],
    own: readonly WaitingItem[],
  ): void => {
    sent.shift();
    for (let i = 0; i < rows.length; i++) {
      const failed = rowFailures?.[i];
      if (failed) rows[i]?.reject(new WriteError(failed));
      else rows[i]?.resolve(undefined as never);
    }
    outcomes.forEach((outcome, i) => {
      const waiting = own[i];
      if ('output' in outcome) waiting?.resolve(outcome.output as never);
      else if (waiting !== undefined) waiting.reject(new WriteError(outcome.failure));
      else failure ??= new WriteError(outcome.failure);
    });
  };
  const rejectGroup = (
    error: unknown,
    rows: readonly WaitingMessage[],
    own: readonly WaitingItem[],
    lostExtra: boolean,
  ): void => {
    sent.shift();
    const stopped = error instanceof Error ? error : new WriteError({ message: String(error), code: 'writer-stopped' });
    for (const waiting of rows) waiting.reject(stopped);
    for (const waiting of own) waiting.reject(stopped);
    if (lostExtra) failure ??= stopped;
  };

  const pump = (): void => {
    while (inFlight < groupsInFlight && sendGroup());
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
      const row = flattenMessage(message);
      return new Promise<void>((resolve, reject) => {
        queue.push({ message, row, durable, resolve, reject });
        schedule();
        if (queue.length < chunkRows || inFlight >= groupsInFlight) return;
        const mayRide = open === undefined || open.durable || !queue.some((r) => r.durable);
        if (!mayRide || (open?.rows.length ?? 0) + queue.length >= groupRows) pump();
        else streamChunk();
      });
    },
    unsettled: () => [...sent.flat(), ...(open?.rows ?? []), ...queue].map((waiting) => waiting.message),
    write(operation, args) {
      if (closed) return refuseClosed();
      return new Promise((resolve, reject) => {
        items.push({ operation: operation as WriteOperation, args, resolve, reject });
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
    stream(chunk) {
      committer.take(chunk);
    },
    send: async (chunk) => committer.take(chunk) as GroupAnswer,
    async checkpoint() {
      committer.checkpoint('PASSIVE');
    },
    async close() {
      committer.checkpoint('TRUNCATE');
      committer.close();
    },
  };
}
