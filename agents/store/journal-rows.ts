/** Messages as rows of the journal: flattened for the way to the writer, inserted many at a time, read back as messages. */
import type { Message } from '../../shared/bus/messages.ts';
import type { Connection } from './database.ts';

const columns = [
  'sequence',
  'id',
  'type',
  'topic',
  'source',
  'subject',
  'time',
  'correlation_id',
  'causation_id',
  'priority',
  'data',
] as const;

export interface JournalRow {
  readonly sequence: number;
  readonly id: string;
  readonly type: Message['type'];
  readonly topic: string;
  readonly source: string;
  readonly subject: string;
  readonly time: number;
  readonly correlation_id: string;
  readonly causation_id: string | null;
  readonly priority: number;
  readonly data: string;
}

/** A message's values as the inside of a JSON array; its data is captured here and now. */
export const flattenMessage = (message: Message): string => {
  const values = JSON.stringify([
    message.sequence,
    message.id,
    message.type,
    message.topic,
    message.source,
    message.subject,
    message.time,
    message.correlationId,
    message.causationId,
    message.priority,
    JSON.stringify(message.data) ?? 'null',
  ]);
  return values.slice(1, -1);
};

export const messageOf = (row: JournalRow): Message => ({
  specversion: '1.0',
  sequence: row.sequence,
  id: row.id,
  type: row.type,
  topic: row.topic,
  source: row.source,
  subject: row.subject,
  time: row.time,
  correlationId: row.correlation_id,
  causationId: row.causation_id,
  priority: row.priority,
  data: JSON.parse(row.data) as unknown,
});

export const journalColumns = columns.join(', ');

export interface RowInserter {
  countOf(flat: readonly unknown[]): number;
  /** Inserts rows `from` to `to` (exclusive) of a flat list. @throws Error with code `journal-gap` unless each follows the one before. */
  insert(flat: readonly unknown[], from: number, to: number): void;
  /** Forgets what it believes is the last sequence: a transaction was rolled back. */
  forget(): void;
}

/** Rows per statement: binding in one go saves a third of the time. */
const perStatement = 16;

/** Inserts messages without ever leaving a gap: after one that failed, later ones fail too until the missing one came. */
export function createRowInserter(connection: Connection): RowInserter {
  const width = columns.length;
  const place = `(${columns.map(() => '?').join(',')})`;
  const head = `INSERT INTO messages (${journalColumns}) VALUES `;
  const many = connection.prepare<unknown[]>(head + Array(perStatement).fill(place).join(','));
  const one = connection.prepare<unknown[]>(head + place);
  const newest = connection.prepare('SELECT coalesce(max(sequence), 0) FROM messages').pluck();
  let last: number | undefined;
  return {
    countOf: (flat) => flat.length / width,
    insert(flat, from, to) {
      last ??= newest.get() as number;
      for (let i = from; i < to; i++) {
        const sequence = flat[i * width] as number;
        if (sequence !== last + 1)
          throw Object.assign(
            new Error(
              `message ${sequence} cannot be journalled: the last one on disk is ${last}, and a gap is never made`,
            ),
            { code: 'journal-gap' },
          );
        last = sequence;
      }
      let i = from;
      for (; i + perStatement <= to; i += perStatement) many.run(flat.slice(i * width, (i + perStatement) * width));
      for (; i < to; i++) one.run(flat.slice(i * width, (i + 1) * width));
    },
    forget() {
      last = undefined;
    },
  };
}
