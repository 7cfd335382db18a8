/** A message on its way: what the lanes, the runs and the mailboxes pass to each other. */
import type { Message } from '../../shared/bus/messages.ts';
import type { Dispatchable } from './dispatcher.ts';
import type { Mailbox } from './mailbox.ts';

export interface Entry extends Dispatchable<Mailbox> {
  readonly message: Message;
  readonly topicId: number;
  readonly lane: number;
  ready: boolean;
  only: readonly Mailbox[] | undefined;
  /** May be dropped, oldest first, when its lane is full. */
  readonly sheddable: boolean;
}

/** Counts everything that is not finished, so that "nothing is going on" can be waited for. */
export class OpenWork {
  private open = 0;
  private waiting: (() => void)[] = [];

  get count(): number {
    return this.open;
  }

  add(count = 1): void {
    this.open += count;
  }

  done(count = 1): void {
    this.open -= count;
    if (this.open === 0 && this.waiting.length > 0) setImmediate(() => this.settle());
  }

  /** Resolves when nothing is open after all pending continuations have run. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.waiting.push(resolve);
      if (this.open === 0) setImmediate(() => this.settle());
    });
  }

  private settle(): void {
    if (this.open !== 0) return;
    const waiting = this.waiting;
    this.waiting = [];
    for (const resolve of waiting) resolve();
  }
}
