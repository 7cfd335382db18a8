/** Reads messages from segments: the index says where to look, and what it does not know yet is looked through. */
import type { Message } from '../../shared/bus/messages.ts';
import type { JournalQuery } from '../kernel/journal.ts';
import type { SegmentSummary } from './journal-body.ts';
import { placeOf } from './journal-ids.ts';
import { checkedMessages, type SegmentRow, segmentColumns, summaryOf } from './journal-segments.ts';
import type { Sql } from './sql.ts';

/** Over what is committed; messages on their way to the disk are not its business. */
export interface JournalDiskReader {
  read(query: JournalQuery): Message[];
  find(id: string): Message | undefined;
  /** The newest messages, oldest of them first. */
  latest(limit: number): Message[];
}

export const matches = (message: Message, query: JournalQuery): boolean =>
  message.sequence >= (query.fromSequence ?? 0) &&
  (query.correlationId === undefined || message.correlationId === query.correlationId) &&
  (query.topic === undefined || message.topic === query.topic);

export function createJournalReader(sql: Sql): JournalDiskReader {
  // Read before everything else: what the index held at this moment, it holds for ever.
  const indexedThrough = (): number => sql.get<{ through: number }>('SELECT through FROM index_state')?.through ?? 0;
  const all = (from: number): Iterable<SegmentRow> =>
    sql.each(`SELECT ${segmentColumns} FROM segments WHERE last >= ? ORDER BY last`, from);
  /** Segments that are not in the index and may hold a word: their summaries are searched as text. */
  const unindexed = (word: string, from: number): Iterable<SegmentRow> =>
    sql.each(
      `SELECT ${segmentColumns} FROM segments WHERE last >= ? AND instr(summary, ?) > 0 ORDER BY last`,
      from,
      JSON.stringify(word),
    );

  function* candidates({ correlationId, topic, fromSequence = 0 }: JournalQuery): Iterable<SegmentRow> {
    const word = correlationId ?? topic;
    if (word === undefined) {
      yield* all(fromSequence);
      return;
    }
    const through = indexedThrough();
    // With both, the correlation is the narrower one.
    const index = correlationId === undefined ? 'topics' : 'chains';
    const key = correlationId === undefined ? 'topic' : 'chain';
    yield* sql.each<SegmentRow>(
      `SELECT ${segmentColumns} FROM ${index} CROSS JOIN segments ON segments.last = ${index}.last
       WHERE ${index}.${key} = ? AND ${index}.last BETWEEN ? AND ? ORDER BY ${index}.last`,
      word,
      fromSequence,
      through,
    );
    yield* unindexed(word, Math.max(fromSequence, through + 1));
  }

  function* placesOf(id: string): Iterable<SegmentRow> {
    const { chain, number } = placeOf(id);
    const through = indexedThrough();
    yield* sql.each<SegmentRow>(
      `SELECT ${segmentColumns} FROM chains CROSS JOIN segments ON segments.last = chains.last
       WHERE chain = ? AND lowest <= ? AND highest >= ? ORDER BY chains.last`,
      chain,
      number,
      number,
    );
    for (const segment of unindexed(chain, through + 1)) {
      const holds = ([name, lowest, highest]: SegmentSummary['chains'][number]): boolean =>
        name === chain && lowest <= number && number <= highest;
      if (summaryOf(segment).chains.some(holds)) yield segment;
    }
  }

  return {
    read(query) {
      const limit = query.limit ?? Number.POSITIVE_INFINITY;
      const found: Message[] = [];
      if (limit <= 0) return found;
      for (const segment of candidates(query)) {
        for (const message of checkedMessages(segment)) {
          if (!matches(message, query)) continue;
          found.push(message);
          if (found.length >= limit) return found;
        }
      }
      return found;
    },
    find(id) {
      for (const segment of placesOf(id)) {
        const message = checkedMessages(segment).find((m) => m.id === id);
        if (message !== undefined) return message;
      }
      return undefined;
    },
    latest(limit) {
      const newest: Message[] = [];
      if (limit <= 0) return newest;
      const rows = sql.each<SegmentRow>(`SELECT ${segmentColumns} FROM segments ORDER BY last DESC`);
      for (const segment of rows) {
        const messages = checkedMessages(segment);
        for (let i = messages.length - 1; i >= 0 && newest.length < limit; i--) newest.push(messages[i] as Message);
        if (newest.length >= limit) break;
      }
      return newest.reverse();
    },
  };
}
