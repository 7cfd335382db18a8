/** A journal in memory: for tests, and for checking a replay without writing anywhere. */

import type { DeadLetter, Journal, JournalQuery } from '../../agents/kernel/journal.ts';
import type { Message } from '../../shared/bus/messages.ts';
import { invariant } from '../../shared/core/assert.ts';

export interface MemoryJournalOptions {
  /** Messages already "on disk". */
  readonly messages?: readonly Message[];
  readonly acknowledged?: Readonly<Record<string, number>>;
  /** When a captured message counts as on disk; default at once. Lets a test hold the disk back. */
  readonly written?: (message: Message, durable: boolean) => Promise<void>;
}

export function createMemoryJournal(options: MemoryJournalOptions = {}): Journal {
  const messages: Message[] = [...(options.messages ?? [])];
  const marks = new Map<string, number>(Object.entries(options.acknowledged ?? {}));
  const letters: DeadLetter[] = [];
  const pending = new Set<Promise<void>>();
  const done = Promise.resolve();
  let closed = false;
  return {
    lastSequence: messages.at(-1)?.sequence ?? 0,
    append(message, durable) {
      invariant(!closed, 'the journal is closed');
      messages.push(message);
      if (options.written === undefined) return done;
      const written = options.written(message, durable);
      pending.add(written);
      const settled = (): void => {
        pending.delete(written);
      };
      written.then(settled, settled);
      return written;
    },
    acknowledge(agentId, sequence) {
      marks.set(agentId, Math.max(sequence, marks.get(agentId) ?? 0));
    },
    acknowledged: (agentId) => marks.get(agentId) ?? 0,
    deadLetter(letter) {
      letters.push(letter);
    },
    deadLetters: (limit) => letters.slice(-limit).reverse(),
    read(query: JournalQuery) {
      const found: Message[] = [];
      for (const message of messages) {
        if (query.fromSequence !== undefined && message.sequence < query.fromSequence) continue;
        if (query.correlationId !== undefined && message.correlationId !== query.correlationId) continue;
        if (query.topic !== undefined && message.topic !== query.topic) continue;
        found.push(message);
        if (found.length === query.limit) break;
      }
      return found;
    },
    async flush() {
      await Promise.all(pending);
    },
    async close() {
      await Promise.all(pending);
      closed = true;
    },
  };
}
