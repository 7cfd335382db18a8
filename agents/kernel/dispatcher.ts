/** The dispatcher: takes queued entries lane by lane and hands each to the subscribers of its topic. */
import { Lanes, type Queued } from './lanes.ts';
import type { Switchboard } from './switchboard.ts';

export interface Dispatchable<Subscriber> extends Queued {
  readonly topicId: number;
  /** Set when it is meant for these only: a redelivery. */
  only: readonly Subscriber[] | undefined;
}

/** Anything that takes an entry: an agent's mailbox. */
export interface Receiver<Entry> {
  receive(entry: Entry): void;
}

export class Dispatcher<Entry extends Dispatchable<Subscriber>, Subscriber extends Receiver<Entry>> {
  readonly lanes = new Lanes<Entry>();
  private readonly board: Switchboard<Subscriber>;

  constructor(board: Switchboard<Subscriber>) {
    this.board = board;
  }

  post(entry: Entry): void {
    this.lanes.push(entry);
  }

  /** Hands one entry to the subscribers of its topic. */
  hand(entry: Entry): void {
    const subscribers = entry.only ?? this.board.of(entry.topicId);
    for (let i = 0; i < subscribers.length; i++) (subscribers[i] as Subscriber).receive(entry);
  }

  /** Dispatches up to `limit` entries, the most urgent first. Returns how many there were. */
  drain(limit: number): number {
    let done = 0;
    while (done < limit) {
      const entry = this.lanes.take();
      if (entry === undefined) break;
      this.hand(entry);
      done++;
    }
    return done;
  }
}
