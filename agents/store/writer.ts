/** The way to the writer: everything written travels in order, in groups that grow while the writer is busy. */
import type { Message } from '../../shared/bus/messages.ts';
import type { Committer, Group, GroupAnswer, WriteFailure } from './committer.ts';
import { captured, type Segment, segmentsOf } from './journal-segments.ts';
import type { WriteOperation, WriteQueue } from './write.ts';
import { keepIndexNear } from './writer-upkeep.ts';

/** What carries groups to a committer: a thread, or a direct call. Answers come in the order of sending. */
export interface WriterTransport {
  /** The answer comes when the group is committed. */
  send(group: Group): Promise<GroupAnswer>;
  /** Fills the journal's index and copies the write-ahead logs into the files, behind everything sent. */
  complete(): Promise<void>;
  close(): Promise<void>;
}

export interface Writer extends WriteQueue {
  /** Captures a message behind everything appended before. */
  append(message: Message, durable: boolean): Promise<void>;
  /** Nothing can be written any more. */
  readonly closed: boolean;
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

/** The error of a write that was not made. `code` is SQLite's, or `journal-gap`, `journal-duplicate`, `writer-stopped`, `writer-closed`. */
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
  readonly durable: boolean;
}
interface WaitingItem extends Waiting {
  readonly operation: WriteOperation;
  readonly args: unknown;
}

/** Messages in one group: beyond this a longer group only makes the slowest commit slower. */
const groupMessages = 256;
/** Characters of messages after which a group is full whatever their number. */
const groupCharacters = 1 << 20;
/** Groups on the way at once that may still grow: one being committed and one waiting, so that the writer never idles. */
const groupsInFlight = 2;
/** Full groups leave at once, up to so many on the way: waiting would not make them any fuller. */
const fullGroupsInFlight = 64;

export function createWriter(transport: WriterTransport): Writer {
  let queue: WaitingMessage[] = [];
  const items: WaitingItem[] = [];
  /** Messages of groups on the way, oldest group first. */
  const sent: (readonly WaitingMessage[])[] = [];
  let supply: () => readonly { operation: WriteOperation; args: unknown }[] = () => [];
  let inFlight = 0;
  let scheduled = false;
  let closed = false;
  let failure: Error | undefined;
  let settled: Promise<unknown> = Promise.resolve();

  /** Rejects what is no JSON (a circle, a BigInt): it must not hold up what is behind it. */
  const dropUnwritable = (): void => {
    queue = queue.filter(({ message, reject }) => {
      try {
        captured(message);
        return true;
      } catch (error) {
        const text = `message ${message.sequence} cannot be journalled: ${String(error)}`;
        reject(new WriteError({ message: text, code: 'journal-not-json' }));
        return false;
      }
    });
  };
  const textOf = (next: readonly WaitingMessage[]): ReturnType<typeof segmentsOf> | undefined => {
    try {
      const messages = next.map((waiting) => waiting.message);
      return segmentsOf(messages, groupCharacters);
    } catch {
      return undefined;
    }
  };
  /** Takes the next group's messages from the queue, as text. */
  const nextMessages = (): { messages: readonly WaitingMessage[]; segments: readonly Segment[] } => {
    const next = queue.length <= groupMessages ? queue : queue.slice(0, groupMessages);
    const text = textOf(next);
    if (text === undefined) {
      dropUnwritable();
      return nextMessages();
    }
    const { segments, taken } = text;
    const messages = taken === next.length ? next : next.slice(0, taken);
    queue = taken === queue.length ? [] : queue.slice(taken);
    return { messages, segments };
  };
  /** Sends a group of what waits. Answers false when there is nothing to send. */
  const sendGroup = (): boolean => {
    const { messages, segments } = nextMessages();
    const own = items.splice(0);
    // Acknowledgements may only leave when no message is left behind: they must never overtake what they acknowledge.
    const extra = queue.length === 0 ? supply() : [];
    if (messages.length === 0 && own.length === 0 && extra.length === 0) return false;
    sent.push(messages);
    inFlight++;
    const answer = transport.send({
      segments,
      items: [...own, ...extra].map(({ operation, args }) => ({ name: operation.name, args })),
      durable: messages.some((m) => m.durable) || own.some((i) => i.operation.durable),
    });
    settled = answer
      .then(
        (group) => resolveGroup(group, messages, own),
        (error: unknown) => rejectGroup(error, messages, own, extra.length > 0),
      )
      .finally(() => {
        inFlight--;
        pump();
      });
    return true;
  };
  const resolveGroup = (
    { messageFailures, outcomes }: GroupAnswer,
    messages: readonly WaitingMessage[],
    own: readonly WaitingItem[],
  ): void => {
    sent.shift();
    for (let i = 0; i < messages.length; i++) {
      const failed = messageFailures?.[i];
      if (failed) messages[i]?.reject(new WriteError(failed));
      else messages[i]?.resolve(undefined as never);
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
    messages: readonly WaitingMessage[],
    own: readonly WaitingItem[],
    lostExtra: boolean,
  ): void => {
    sent.shift();
    const stopped = error instanceof Error ? error : new WriteError({ message: String(error), code: 'writer-stopped' });
    for (const waiting of messages) waiting.reject(stopped);
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
      // It becomes text with its group. What could change until then is copied now; what the bus sends is frozen.
      const kept = Object.isFrozen(message) && Object.isFrozen(message.data) ? message : captured(message);
      return new Promise<void>((resolve, reject) => {
        queue.push({ message: kept, durable, resolve, reject });
        schedule();
        if (queue.length >= groupMessages && inFlight < fullGroupsInFlight) sendGroup();
      });
    },
    get closed() {
      return closed;
    },
    unsettled: () => [...sent.flat(), ...queue].map((waiting) => waiting.message),
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
      await transport.complete();
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
    async send(group) {
      const answer = committer.take(group);
      keepIndexNear(committer);
      return answer;
    },
    async complete() {
      committer.complete('PASSIVE');
    },
    async close() {
      try {
        committer.complete('TRUNCATE');
      } finally {
        committer.close();
      }
    },
  };
}
