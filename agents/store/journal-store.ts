/** The journal over SQLite: every message on disk in its order, readable before and after its commit. */
import type { Message } from '../../shared/bus/messages.ts';
import type { DeadLetter, Journal, JournalQuery } from '../kernel/journal.ts';
import { createIdRegister } from './journal-ids.ts';
import { createJournalReader, matches } from './journal-reader.ts';
import { captured } from './journal-segments.ts';
import type { Sql } from './sql.ts';
import { defineWrite } from './write.ts';
import { WriteError, type Writer } from './writer.ts';

export interface JournalReader {
  read(query: JournalQuery): Message[];
  find(id: string): Message | undefined;
  /** The newest messages, oldest of them first. */
  latest(limit: number): Message[];
  deadLetters(limit: number): DeadLetter[];
}
export type JournalStore = Journal & JournalReader;

const acknowledge = defineWrite({
  name: 'journal.acknowledge',
  file: 'journal',
  durable: false,
  run(sql, marks: readonly (readonly [string, number])[]) {
    for (const [agentId, sequence] of marks)
      sql.run(
        `INSERT INTO acknowledgements (agent_id, sequence) VALUES (?, ?)
         ON CONFLICT DO UPDATE SET sequence = max(sequence, excluded.sequence)`,
        agentId,
        sequence,
      );
  },
});

const recordDeadLetter = defineWrite({
  name: 'journal.dead-letter',
  file: 'journal',
  durable: true,
  run(sql, letter: DeadLetter) {
    sql.run(
      `INSERT INTO dead_letters (sequence, agent_id, error, attempts, at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET error = excluded.error, attempts = excluded.attempts, at = excluded.at`,
      letter.sequence,
      letter.agentId,
      letter.error,
      letter.attempts,
      letter.at,
    );
  },
});

export const journalWrites = [acknowledge, recordDeadLetter];

/** `close` is the store's: closing the journal alone would leave the other rooms without their writer. */
export function createJournalStore(reader: Sql, writer: Writer, close: () => Promise<void>): JournalStore {
  const lastSequence = reader.get<{ n: number }>('SELECT coalesce(max(last), 0) AS n FROM segments')?.n ?? 0;
  const marks = new Map(
    reader
      .all<{ agent_id: string; sequence: number }>('SELECT agent_id, sequence FROM acknowledgements')
      .map((row) => [row.agent_id, row.sequence]),
  );
  const unsent = new Map<string, number>();
  const letters: DeadLetter[] = reader
    .all<DeadLetter>(
      'SELECT sequence, agent_id AS agentId, error, attempts, at FROM dead_letters ORDER BY at, sequence',
    )
    .map((letter) => ({ ...letter }));
  writer.onGroup(() => {
    if (unsent.size === 0) return [];
    const args = [...unsent];
    unsent.clear();
    return [{ operation: acknowledge as never, args }];
  });

  const disk = createJournalReader(reader);
  const find = (id: string): Message | undefined => {
    for (const message of writer.unsettled()) if (message.id === id) return captured(message);
    return disk.find(id);
  };
  const ids = createIdRegister(reader, lastSequence, (id) => find(id) !== undefined);

  return {
    lastSequence,
    append(message, durable) {
      if (writer.closed || ids.claim(message.id, message.correlationId)) return writer.append(message, durable);
      const text = `message ${message.sequence} cannot be journalled: there is a message with its id ${message.id}`;
      return Promise.reject(new WriteError({ message: text, code: 'journal-duplicate' }));
    },
    acknowledge(agentId, sequence) {
      if (sequence <= (marks.get(agentId) ?? 0)) return;
      marks.set(agentId, sequence);
      if (unsent.size === 0) writer.nudge();
      unsent.set(agentId, sequence);
    },
    acknowledged: (agentId) => marks.get(agentId) ?? 0,
    deadLetter(letter) {
      const at = letters.findIndex((l) => l.sequence === letter.sequence && l.agentId === letter.agentId);
      if (at >= 0) letters.splice(at, 1);
      letters.push({ ...letter });
      writer.watch(writer.write(recordDeadLetter, { ...letter }));
    },
    deadLetters: (limit) => letters.slice(Math.max(0, letters.length - limit)),
    read(query) {
      const limit = query.limit ?? Number.POSITIVE_INFINITY;
      const found = disk.read(query);
      const newest = found.at(-1)?.sequence ?? 0;
      for (const message of writer.unsettled()) {
        if (found.length >= limit) break;
        if (message.sequence > newest && matches(message, query)) found.push(captured(message));
      }
      return found;
    },
    find,
    latest(limit) {
      const rows = disk.latest(limit);
      const newest = rows.at(-1)?.sequence ?? 0;
      const tail = writer
        .unsettled()
        .filter((m) => m.sequence > newest)
        .map((m) => captured(m));
      return [...rows, ...tail].slice(-limit);
    },
    flush: () => writer.flush(),
    close,
  };
}
