/** An ordered run: the messages of one research run, handled in an order that depends on nothing but the run itself.
 *
 * One message is handed on at a time, and all code it sets off runs to its next wait before anything else of the run moves
 * (a "turn"). Answers from outside (workers, models, pages) are let in one by one, in the order they were asked for, and only
 * when no message of the run is left to hand on. So the length of a job never shows in the journal.
 */
import type { Timers } from './clock.ts';
import type { Deliver } from './delivery.ts';
import type { Entry, OpenWork } from './entry.ts';
import { Lanes, Ring } from './lanes.ts';
import { inFlightLimit, type Mailbox } from './mailbox.ts';
import type { Scope } from './scope.ts';

interface Ask {
  readonly scope: Scope | undefined;
  /** Lets the answer in; undefined until there is one. */
  release: (() => void) | undefined;
}

interface Parcel {
  readonly mailbox: Mailbox;
  readonly entry: Entry;
}

export interface RunTools {
  readonly work: OpenWork;
  readonly timers: Timers;
  readonly deliver: Deliver;
  readonly subscribers: (topicId: number) => readonly Mailbox[];
  /** How long a handler may wait for something that is not asked through `outside` before the run goes on without it. */
  readonly patienceMs: number;
  /** Called with a sentence when that happens: the run is no longer sure to be repeatable. */
  readonly leaked: (text: string) => void;
  readonly ended: (run: OrderedRun) => void;
}

export class OrderedRun {
  readonly correlationId: string;
  private readonly tools: RunTools;
  private readonly queue = new Lanes<Entry>();
  private readonly parcels = new Ring<Parcel>();
  private readonly asks = new Ring<Ask>();
  private readonly inFlight = new Map<Mailbox, number>();
  private readonly waiting = new Map<Mailbox, Ring<Parcel>>();
  /** Handlings that wait for something they did not ask through `outside`: the run stands still for them. */
  private readonly bare = new Set<Scope>();
  private stopPatience: (() => void) | undefined;
  private inTurn = false;
  private open = 0;

  constructor(correlationId: string, tools: RunTools) {
    this.correlationId = correlationId;
    this.tools = tools;
  }

  get queued(): number {
    return this.queue.size;
  }

  get outstanding(): number {
    return this.asks.size;
  }

  enqueue(entry: Entry): void {
    this.opens();
    this.queue.push(entry);
    if (!this.inTurn) this.beginTurn();
  }

  /** An answer that will come from outside; it is let in when it is its turn. */
  ask<T>(scope: Scope | undefined, work: Promise<T>): Promise<T> {
    this.opens();
    if (scope?.open) {
      scope.asks++;
      this.settled(scope);
    }
    const ask: Ask = { scope, release: undefined };
    this.asks.push(ask);
    const answer = new Promise<T>((resolve, reject) => {
      work.then(
        (value) => {
          ask.release = () => resolve(value);
          this.step();
        },
        (error: unknown) => {
          ask.release = () => reject(error);
          this.step();
        },
      );
    });
    if (!this.inTurn) this.beginTurn();
    return answer;
  }

  /** A handler did not finish at once. */
  opened(scope: Scope): void {
    if (scope.asks === 0) this.bare.add(scope);
  }

  closed(scope: Scope): void {
    this.settled(scope);
    if (!this.inTurn) this.beginTurn();
  }

  /** Goes on as far as it may: called when an answer came in, a message reached the disk, or an agent is back. */
  step(): void {
    let handedOn = false;
    while (!this.inTurn && this.bare.size === 0) {
      const parcel = this.parcels.peek();
      const entry = this.queue.peek();
      const ask = this.asks.peek();
      if (parcel !== undefined) {
        if (parcel.mailbox.held) return;
        this.parcels.shift();
        if (!this.hand(parcel)) this.beginTurn();
      } else if (entry !== undefined) {
        if (!entry.ready) return;
        // One message a turn: the event loop breathes between two.
        if (handedOn) this.beginTurn();
        else this.address(entry);
        handedOn = true;
      } else if (ask !== undefined) {
        if (ask.release === undefined) return;
        this.letIn(ask, ask.release);
        this.beginTurn();
      } else {
        if (this.open === 0) this.tools.ended(this);
        return;
      }
    }
    if (!this.inTurn && this.bare.size > 0) this.waitForBare();
  }

  /** Takes a message from the queue and addresses it to every agent that reads it. */
  private address(entry: Entry): void {
    this.queue.take();
    for (const mailbox of entry.only ?? this.tools.subscribers(entry.topicId)) {
      this.opens();
      mailbox.ofRuns++;
      this.parcels.push({ mailbox, entry });
    }
    this.closes();
  }

  private letIn(ask: Ask, release: () => void): void {
    this.asks.shift();
    if (ask.scope?.open) {
      ask.scope.asks--;
      if (ask.scope.asks === 0) this.bare.add(ask.scope);
    }
    release();
    this.closes();
  }

  /** Hands a parcel over; true when its handler was done at once and so nothing can follow from it later. */
  private hand(parcel: Parcel): boolean {
    const { mailbox, entry } = parcel;
    const busy = this.inFlight.get(mailbox) ?? 0;
    if (busy >= inFlightLimit) {
      const line = this.waiting.get(mailbox) ?? new Ring<Parcel>();
      this.waiting.set(mailbox, line);
      line.push(parcel);
      return true;
    }
    this.inFlight.set(mailbox, busy + 1);
    this.inTurn = true;
    const atOnce = this.tools.deliver(mailbox, entry.message, this, () => {
      this.inFlight.set(mailbox, (this.inFlight.get(mailbox) ?? 1) - 1);
      mailbox.ofRuns--;
      const next = this.waiting.get(mailbox)?.shift();
      if (next !== undefined) this.parcels.push(next);
      this.closes();
      if (!this.inTurn) this.beginTurn();
    });
    this.inTurn = false;
    return atOnce;
  }

  /** Lets every continuation run to its next wait, then steps on. */
  private beginTurn(): void {
    this.inTurn = true;
    setImmediate(() => {
      this.inTurn = false;
      this.step();
    });
  }

  private settled(scope: Scope): void {
    this.bare.delete(scope);
    if (this.bare.size > 0) return;
    this.stopPatience?.();
    this.stopPatience = undefined;
  }

  private waitForBare(): void {
    if (this.stopPatience !== undefined) return;
    const held = [...this.bare];
    this.stopPatience = this.tools.timers.after(this.tools.patienceMs, () => {
      this.stopPatience = undefined;
      for (const scope of held) {
        if (!this.bare.delete(scope)) continue;
        this.tools.leaked(
          `${scope.agentId} waits on ${scope.message.topic} for something it did not ask through outside(): run ${this.correlationId} may not repeat`,
        );
      }
      this.step();
    });
  }

  private opens(): void {
    this.open++;
    this.tools.work.add();
  }

  private closes(): void {
    this.open--;
    this.tools.work.done();
  }
}
