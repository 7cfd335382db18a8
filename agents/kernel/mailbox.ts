/** A mailbox: what waits for one agent, what it is busy with, and how it is getting on. */
import type { Message } from '../../shared/bus/messages.ts';
import type { Receiver } from './dispatcher.ts';
import type { Entry, OpenWork } from './entry.ts';
import { Lanes, lastUrgentLane } from './lanes.ts';

export type MessageHandler = (message: Message) => void | Promise<void>;

/** Messages of one agent that may be in flight at once, per run and for everything else together. */
export const inFlightLimit = 64;
/** Ids remembered so that a redelivery is recognised. */
const rememberedIds = 50_000;

export interface MailboxTools {
  readonly work: OpenWork;
  /** Starts handling an entry. */
  readonly begin: (mailbox: Mailbox, entry: Entry, finished: () => void) => void;
  /** Messages a lane may hold before sheddable ones are dropped. */
  readonly capacity: number;
  readonly shed: (entry: Entry) => void;
}

export type MailboxEvent = 'handled' | 'attempt-failed' | 'dead-letter';

export class Mailbox implements Receiver<Entry> {
  readonly agentId: string;
  handler: MessageHandler;
  /** Why messages are turned down at once; null while they are taken. */
  refusal: string | null = null;
  onEvent: (event: MailboxEvent, error: string) => void = () => {};
  inFlight = 0;
  handled = 0;
  failed = 0;
  latencyMs = 0;
  lastTopic = '';
  lastAt = 0;
  /** Sequences that are not handled yet, oldest first; those of runs are not among them. */
  readonly pending = new Set<number>();
  /** Messages of runs that were dispatched and wait for this agent or are being handled. */
  ofRuns = 0;

  private readonly tools: MailboxTools;
  private readonly waiting = new Lanes<Entry>();
  private readonly seen = new Set<string>();
  private closed = false;
  private openers: (() => void)[] = [];

  constructor(agentId: string, handler: MessageHandler, tools: MailboxTools) {
    this.agentId = agentId;
    this.handler = handler;
    this.tools = tools;
  }

  /** True while nothing is handed to the agent: it is paused, restarting, or not started. */
  get held(): boolean {
    return this.closed;
  }

  get queued(): number {
    return this.waiting.size + this.inFlight + this.ofRuns;
  }

  waitingIn(lane: number): number {
    return this.waiting.sizeOf(lane);
  }

  hold(): void {
    this.closed = true;
  }

  release(): void {
    if (!this.closed) return;
    this.closed = false;
    const openers = this.openers;
    this.openers = [];
    for (const open of openers) open();
    this.drain();
  }

  whenOpen(): Promise<void> {
    if (!this.closed) return Promise.resolve();
    return new Promise((resolve) => {
      this.openers.push(resolve);
    });
  }

  receive(entry: Entry): void {
    this.tools.work.add();
    // Control and risk never wait behind an agent that is busy with slower things.
    const free = this.inFlight < inFlightLimit || entry.lane <= lastUrgentLane;
    if (free && !this.closed && this.waiting.size === 0) {
      this.start(entry);
      return;
    }
    if (entry.sheddable && this.waiting.sizeOf(entry.lane) >= this.tools.capacity) {
      const oldest = this.waiting.removeFirst(entry.lane, (other) => other.sheddable);
      if (oldest !== undefined) {
        this.pending.delete(oldest.message.sequence);
        this.tools.shed(oldest);
        this.tools.work.done();
      }
    }
    this.waiting.push(entry);
    if (!this.closed) this.drain();
  }

  /** True when this agent has had a message already. */
  knows(message: Message): boolean {
    return this.pending.has(message.sequence) || this.seen.has(message.id);
  }

  remember(message: Message): void {
    if (this.seen.size >= rememberedIds)
      for (const oldest of this.seen) {
        this.seen.delete(oldest);
        break;
      }
    this.seen.add(message.id);
  }

  private drain(): void {
    while (!this.closed) {
      const next = this.waiting.peek();
      if (next === undefined) return;
      if (this.inFlight >= inFlightLimit && next.lane > lastUrgentLane) return;
      this.start(this.waiting.take() as Entry);
    }
  }

  private start(entry: Entry): void {
    this.inFlight++;
    this.tools.begin(this, entry, () => {
      this.inFlight--;
      this.pending.delete(entry.message.sequence);
      this.remember(entry.message);
      this.tools.work.done();
      if (this.waiting.size > 0) this.drain();
    });
  }
}
