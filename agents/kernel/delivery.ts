/** Delivery: one message to one agent, tried up to three times, then a dead letter. */
import type { Message } from '../../shared/bus/messages.ts';
import { InvariantError } from '../../shared/core/assert.ts';
import type { Clock } from '../../shared/core/time.ts';
import { pause, type Stopwatch, type Timers } from './clock.ts';
import type { Journal } from './journal.ts';
import type { Mailbox } from './mailbox.ts';
import type { OrderedRun } from './ordered-run.ts';
import type { Scope, Scopes } from './scope.ts';

/** Milliseconds before the second and the third attempt. */
export const retryAfterMs: readonly number[] = [50, 500];

export interface DeliveryTools {
  readonly scopes: Scopes;
  readonly journal: Journal;
  readonly clock: Clock & Timers & Stopwatch;
  readonly deadLettered: () => void;
}

/** Starts a delivery; returns true when the handler was done at once. `finished` is called in either case, once. */
export type Deliver = (
  mailbox: Mailbox,
  message: Message,
  run: OrderedRun | undefined,
  finished: () => void,
) => boolean;

/** Thrown for a message that never reached the agent because its thread ended before: that is no failed attempt. */
export class NotTried extends Error {
  override readonly name = 'NotTried';
}

export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const smoothing = 0.1;

export function createDelivery({ scopes, journal, clock, deadLettered }: DeliveryTools): Deliver {
  return (mailbox, message, run, finished) => {
    const bury = (error: string, attempts: number): void => {
      journal.deadLetter({
        sequence: message.sequence,
        agentId: mailbox.agentId,
        error,
        attempts,
        at: clock.now(),
      });
      mailbox.failed++;
      deadLettered();
      mailbox.onEvent('dead-letter', error);
      finished();
    };
    const again = (patience: Promise<void>, number: number): void => {
      void (run === undefined ? patience : run.ask(undefined, patience)).then(() => attempt(number));
    };
    const attempt = (number: number): boolean => {
      if (mailbox.refusal !== null) {
        bury(mailbox.refusal, number - 1);
        return true;
      }
      const scope: Scope = { message, agentId: mailbox.agentId, run, asks: 0, open: true };
      const startedAt = clock.elapsedMs();
      const succeed = (): void => {
        scope.open = false;
        const took = clock.elapsedMs() - startedAt;
        mailbox.latencyMs = mailbox.handled === 0 ? took : mailbox.latencyMs + smoothing * (took - mailbox.latencyMs);
        mailbox.handled++;
        mailbox.lastTopic = message.topic;
        mailbox.lastAt = clock.now();
        mailbox.onEvent('handled', '');
        finished();
      };
      const fail = (error: unknown): void => {
        scope.open = false;
        if (error instanceof NotTried) {
          again(mailbox.whenOpen(), number);
          return;
        }
        const wait = retryAfterMs[number - 1];
        // A broken invariant is a bug: it would break the same way again.
        if (wait === undefined || error instanceof InvariantError) {
          bury(errorText(error), number);
          return;
        }
        mailbox.onEvent('attempt-failed', errorText(error));
        again(
          pause(clock, wait).then(() => mailbox.whenOpen()),
          number + 1,
        );
      };
      let outcome: void | Promise<void>;
      try {
        outcome = scopes.run(scope, mailbox.handler, message);
      } catch (error) {
        fail(error);
        return false;
      }
      if (!(outcome instanceof Promise)) {
        succeed();
        return true;
      }
      run?.opened(scope);
      outcome.then(
        () => {
          run?.closed(scope);
          succeed();
        },
        (error: unknown) => {
          run?.closed(scope);
          fail(error);
        },
      );
      return false;
    };
    return attempt(1);
  };
}
