/** The message bus of the desk: captures every message, then hands it to the agents that read its topic, the most urgent first. */
import { type Lane, lanes as laneNames, laneOfType, type Message } from '../../shared/bus/messages.ts';
import { type TopicData, type TopicName, topics } from '../../shared/bus/topics.ts';
import type { PublishOptions } from './agent.ts';
import type { DeskClock } from './clock.ts';
import { createDelivery, errorText } from './delivery.ts';
import { Dispatcher } from './dispatcher.ts';
import { type Entry, OpenWork } from './entry.ts';
import { createEnvelopes, type TopicTable } from './envelopes.ts';
import type { Journal } from './journal.ts';
import { lastUrgentLane } from './lanes.ts';
import { Mailbox, type MailboxEvent, type MessageHandler } from './mailbox.ts';
import { OrderedRun } from './ordered-run.ts';
import { recover } from './recovery.ts';
import { createScopes } from './scope.ts';
import { Switchboard } from './switchboard.ts';

export interface BusOptions {
  readonly journal: Journal;
  readonly clock: DeskClock;
  /** Which correlations are runs that must be repeatable; default: those that start with `run-`. */
  readonly ordered?: (correlationId: string) => boolean;
  /** Messages a lane or mailbox lane holds before `whenRoom` waits and sheddable topics are dropped; default 16,384. */
  readonly capacity?: number;
  /** Topics whose oldest message may be dropped when there is no room; default `data.bar`. */
  readonly sheddable?: readonly string[];
  /** Topics that are not delivered again after a restart; default none. */
  readonly perishable?: readonly string[];
  /** One line of trouble: a listener that threw, a message that could not be recorded, a run that may not repeat. */
  readonly report?: (text: string) => void;
  readonly topics?: TopicTable;
  /** See {@link OrderedRun}; default 5,000. */
  readonly patienceMs?: number;
}

export interface Subscription {
  readonly agentId: string;
  readonly reads: readonly string[];
  readonly handler: MessageHandler;
  readonly onEvent?: (event: MailboxEvent, error: string) => void;
}

export interface BusStats {
  readonly sequence: number;
  readonly published: number;
  readonly deadLetters: number;
  /** Messages dropped for want of room, by topic. */
  readonly shed: Readonly<Record<string, number>>;
  /** Messages that could not be recorded. */
  readonly unrecorded: number;
  /** Waiting in each lane. */
  readonly lanes: Readonly<Record<Lane, number>>;
  /** Everything that is not finished. */
  readonly open: number;
  readonly runs: readonly { readonly correlationId: string; readonly queued: number; readonly outstanding: number }[];
}

export interface Bus {
  /** Captures and sends a message. @throws InvariantError on a writer that may not or data outside the schema. */
  publish<T extends TopicName>(agentId: string, topic: T, data: TopicData<T>, options?: PublishOptions): Message;
  /** The same for those who are no agents. */
  inject<T extends TopicName>(
    source: 'person' | 'host',
    topic: T,
    data: TopicData<T>,
    options?: PublishOptions,
  ): Message;
  /** Gives an agent a mailbox for its topics. Subscribers are served in order of attachment. */
  attach(subscription: Subscription): Mailbox;
  detach(mailbox: Mailbox): void;
  /** Lets held messages of an agent go on, also those of runs. */
  release(mailbox: Mailbox): void;
  /** Waits for something outside on behalf of the handler that is running; see `AgentContext.outside`. */
  outside<T>(work: Promise<T>): Promise<T>;
  /** Called for each message once it is handed to the journal, in order of sequence; a durable one may still be on its way to the disk. Returns the way out. */
  onMessage(listener: (message: Message) => void): () => void;
  /** Resolves when the lane of a topic and every mailbox has room in it. */
  whenRoom(topic: TopicName): Promise<void>;
  /** Resolves when no message is queued, being handled, retried or waited for. */
  idle(): Promise<void>;
  stats(): BusStats;
  /** Delivers again what the journal holds after each agent's acknowledged sequence, runs excepted. Returns how many messages. Call once, after the agents are attached: until then nothing is acknowledged. */
  recover(): number;
  /** Whether a correlation is a run that must be repeatable. */
  isOrdered(correlationId: string): boolean;
  /** What seeds the chance of a correlation: the seed its first message names, else its own id. */
  seedOf(correlationId: string): string;
}

/** Messages handed on before the event loop gets its turn. */
const slice = 64;

export function createBus(options: BusOptions): Bus {
  const { journal, clock } = options;
  const table: TopicTable = options.topics ?? topics;
  const ordered = options.ordered ?? ((correlationId: string) => correlationId.startsWith('run-'));
  const capacity = options.capacity ?? 16_384;
  const sheddable = new Set(options.sheddable ?? ['data.bar']);
  const report = options.report ?? (() => {});
  const work = new OpenWork();
  const scopes = createScopes();
  const envelopes = createEnvelopes(table, clock, journal);
  const board = new Switchboard<Mailbox>(table);
  const dispatcher = new Dispatcher<Entry, Mailbox>(board);
  const mailboxes: Mailbox[] = [];
  const unsubscribe = new Map<Mailbox, (() => void)[]>();
  const runs = new Map<string, OrderedRun>();
  const listeners = new Set<(message: Message) => void>();
  const shed = new Map<string, number>();
  const toAcknowledge = new Set<Mailbox>();
  let roomWaiters: { readonly lane: number; readonly resolve: () => void }[] = [];
  let published = 0;
  let deadLetters = 0;
  let unrecorded = 0;
  let onDisk = journal.lastSequence;
  /** Durable messages on their way to the disk. */
  let writing = 0;
  let draining = false;

  const deliver = createDelivery({
    scopes,
    journal,
    clock,
    deadLettered: () => {
      deadLetters++;
    },
  });

  /** Before the recovery an acknowledgement would speak for messages that were not delivered again yet. */
  let recovered = journal.lastSequence === 0;
  const acknowledge = (): void => {
    if (!recovered) return;
    for (const mailbox of toAcknowledge) {
      const first = mailbox.pending.values().next();
      const through = Math.min(onDisk, first.done ? envelopes.sequence : first.value - 1);
      if (through > journal.acknowledged(mailbox.agentId)) journal.acknowledge(mailbox.agentId, through);
    }
    toAcknowledge.clear();
  };
  const acknowledgeSoon = (mailbox: Mailbox): void => {
    if (toAcknowledge.size === 0 && recovered) setImmediate(acknowledge);
    toAcknowledge.add(mailbox);
  };

  const dropped = (entry: Entry): void => {
    shed.set(entry.message.topic, (shed.get(entry.message.topic) ?? 0) + 1);
  };

  const hasRoom = (lane: number): boolean =>
    dispatcher.lanes.sizeOf(lane) < capacity && mailboxes.every((mailbox) => mailbox.waitingIn(lane) < capacity);
  const offerRoom = (): void => {
    if (roomWaiters.length === 0) return;
    const open = roomWaiters.filter((waiter) => hasRoom(waiter.lane));
    roomWaiters = roomWaiters.filter((waiter) => !open.includes(waiter));
    for (const waiter of open) waiter.resolve();
  };

  const begin = (mailbox: Mailbox, entry: Entry, finished: () => void): void => {
    deliver(mailbox, entry.message, undefined, () => {
      finished();
      acknowledgeSoon(mailbox);
      offerRoom();
    });
  };

  const drain = (budget: number): void => {
    // While a durable message is on its way to the disk, look after each message whether it has arrived.
    const limit = writing > 0 ? 1 : budget;
    const done = dispatcher.drain(limit);
    if (done > 0) work.done(done);
    offerRoom();
    if (done < limit) draining = false;
    else if (budget - done > 0) queueMicrotask(() => drain(budget - done));
    else setImmediate(() => drain(slice));
  };
  const wake = (): void => {
    if (draining) return;
    draining = true;
    queueMicrotask(() => drain(slice));
  };

  const runOf = (correlationId: string): OrderedRun => {
    const known = runs.get(correlationId);
    if (known !== undefined) return known;
    const run = new OrderedRun(correlationId, {
      work,
      timers: clock,
      deliver,
      subscribers: (topicId) => board.of(topicId),
      patienceMs: options.patienceMs ?? 5_000,
      leaked: report,
      ended: (over) => {
        if (runs.get(correlationId) === over) runs.delete(correlationId);
      },
    });
    runs.set(correlationId, run);
    return run;
  };

  const enqueue = (entry: Entry): void => {
    if (ordered(entry.message.correlationId)) {
      runOf(entry.message.correlationId).enqueue(entry);
      return;
    }
    for (const mailbox of entry.only ?? board.of(entry.topicId)) mailbox.pending.add(entry.message.sequence);
    if (entry.sheddable && dispatcher.lanes.sizeOf(entry.lane) >= capacity) {
      const oldest = dispatcher.lanes.removeFirst(entry.lane, (other) => other.sheddable);
      if (oldest !== undefined) {
        for (const mailbox of oldest.only ?? board.of(oldest.topicId)) mailbox.pending.delete(oldest.message.sequence);
        dropped(oldest);
        work.done();
      }
    }
    work.add();
    dispatcher.post(entry);
    wake();
  };

  /** A durable message arrived on the disk, or never will. */
  const settle = (entry: Entry): void => {
    writing--;
    entry.ready = true;
    const run = runs.get(entry.message.correlationId);
    if (run !== undefined) run.step();
    else wake();
  };

  const entryOf = (message: Message, ready: boolean, only: readonly Mailbox[] | undefined): Entry => ({
    message,
    topicId: board.idOf(message.topic),
    lane: message.priority,
    ready,
    only,
    sheddable: sheddable.has(message.topic),
  });

  const capture = (message: Message, durable: boolean): Entry => {
    const entry = entryOf(message, !durable, undefined);
    if (durable) writing++;
    journal.append(message, durable).then(
      () => {
        onDisk = Math.max(onDisk, message.sequence);
        if (durable) settle(entry);
      },
      (error: unknown) => {
        unrecorded++;
        // Failing to record control and risk does not stop them: a kill switch has to work on a full disk.
        const goesOn = !durable || entry.lane <= lastUrgentLane;
        report(
          `${message.topic} ${message.id} could not be recorded (${errorText(error)})${goesOn ? '' : ': it is held back'}`,
        );
        if (!durable) return;
        if (!goesOn) {
          for (const mailbox of board.of(entry.topicId)) mailbox.pending.delete(message.sequence);
          entry.only = [];
        }
        settle(entry);
      },
    );
    return entry;
  };

  const publish = (writer: string, topic: string, data: unknown, extra: PublishOptions = {}): Message => {
    const cause = extra.cause ?? scopes.getStore()?.message;
    const message = envelopes.build({
      writer,
      topic,
      data,
      subject: extra.subject,
      cause,
      correlationId: extra.correlationId,
    });
    published++;
    enqueue(capture(message, (table[topic] as TopicTable[string]).durable));
    for (const listener of listeners) {
      try {
        listener(message);
      } catch (error) {
        report(`a listener failed on ${topic}: ${errorText(error)}`);
      }
    }
    return message;
  };

  const bus: Bus = {
    publish: (agentId, topic, data, extra) => publish(agentId, topic, data, extra),
    inject: (source, topic, data, extra) => publish(source, topic, data, extra),
    attach({ agentId, reads, handler, onEvent }) {
      const mailbox = new Mailbox(agentId, handler, { work, begin, capacity, shed: dropped });
      if (onEvent !== undefined) mailbox.onEvent = onEvent;
      mailboxes.push(mailbox);
      unsubscribe.set(
        mailbox,
        reads.map((topic) => board.subscribe({ topic }, mailbox)),
      );
      return mailbox;
    },
    detach(mailbox) {
      for (const leave of unsubscribe.get(mailbox) ?? []) leave();
      unsubscribe.delete(mailbox);
      mailboxes.splice(mailboxes.indexOf(mailbox), 1);
      mailbox.refusal ??= `${mailbox.agentId} has left the desk`;
      bus.release(mailbox);
    },
    release(mailbox) {
      mailbox.release();
      for (const run of runs.values()) run.step();
    },
    outside(task) {
      const scope = scopes.getStore();
      return scope?.run === undefined ? task : scope.run.ask(scope, task);
    },
    onMessage(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    whenRoom(topic) {
      const lane = laneNames.indexOf(laneOfType[(table[topic] as TopicTable[string]).type]);
      if (hasRoom(lane)) return Promise.resolve();
      return new Promise((resolve) => {
        roomWaiters.push({ lane, resolve });
      });
    },
    idle: () => work.idle(),
    stats: () => ({
      sequence: envelopes.sequence,
      published,
      deadLetters,
      shed: Object.fromEntries([...shed].sort(([a], [b]) => (a < b ? -1 : 1))),
      unrecorded,
      lanes: Object.fromEntries(laneNames.map((name, lane) => [name, dispatcher.lanes.sizeOf(lane)])) as Record<
        Lane,
        number
      >,
      open: work.count,
      runs: [...runs.values()].map(({ correlationId, queued, outstanding }) => ({
        correlationId,
        queued,
        outstanding,
      })),
    }),
    recover() {
      const count = recover({
        journal,
        mailboxes,
        ordered,
        perishable: new Set(options.perishable),
        through: journal.lastSequence,
        readers: (topic) => (table[topic] === undefined ? [] : board.of(board.idOf(topic))),
        redeliver: (message, only) => enqueue(entryOf(message, true, only)),
      });
      recovered = true;
      for (const mailbox of mailboxes) toAcknowledge.add(mailbox);
      setImmediate(acknowledge);
      return count;
    },
    isOrdered: ordered,
    seedOf: (correlationId) => envelopes.seedOf(correlationId),
  };
  return bus;
}
