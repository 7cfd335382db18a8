/** Messages on disk: those of one committed group lie in one row, a segment, as one JSON text behind a checksum. */
import { crc32 } from 'node:zlib';
import type { Message } from '../../shared/bus/messages.ts';
import type { Connection } from './database.ts';
import { type BodyWriter, createBodyWriter, messagesOf, type SegmentSummary } from './journal-body.ts';

/** Messages that follow one another without a gap, on their way to the disk. */
export interface Segment {
  readonly first: number;
  readonly last: number;
  /** What is in it, for the index: JSON of a {@link SegmentSummary}. */
  readonly summary: string;
  /** The messages, see `journal-body.ts`. */
  readonly body: string;
}

/** A message as it will be read from the disk. */
export const captured = (message: Message): Message => JSON.parse(JSON.stringify(message)) as Message;

/** Of messages that follow one another without a gap. */
export function segmentOf(messages: readonly Message[]): Segment {
  const writer = createBodyWriter(messages[0]?.sequence ?? 0);
  writer.add(messages);
  return closed(messages[0], messages.at(-1), writer);
}
const closed = (first: Message | undefined, last: Message | undefined, writer: BodyWriter): Segment => ({
  first: first?.sequence ?? 0,
  last: last?.sequence ?? 0,
  summary: writer.summary(),
  body: writer.body(),
});

/** Messages turned into text in one go: many at once cost half of one by one. */
const atOnce = 64;

/**
 * Segments of messages in their order: a new one wherever a number is missing.
 * @param enough characters after which the rest is left out.
 */
export function segmentsOf(messages: readonly Message[], enough: number): { segments: Segment[]; taken: number } {
  const segments: Segment[] = [];
  const follows = (i: number): boolean => messages[i]?.sequence === (messages[i - 1]?.sequence ?? 0) + 1;
  let taken = 0;
  let characters = 0;
  while (taken < messages.length && characters < enough) {
    const first = messages[taken];
    const writer = createBodyWriter(first?.sequence ?? 0);
    do {
      let end = taken + 1;
      while (end < messages.length && end < taken + atOnce && follows(end)) end++;
      characters += writer.add(messages.slice(taken, end));
      taken = end;
    } while (taken < messages.length && characters < enough && follows(taken));
    segments.push(closed(first, messages[taken - 1], writer));
  }
  return { segments, taken };
}

const checksumOf = (summary: string, body: string): number => crc32(body, crc32(summary));

export interface SegmentRow extends Segment {
  readonly checksum: number;
}
export const segmentColumns = 'segments.last, first, checksum, summary, body';

const damaged = (first: number, last: number): Error =>
  Object.assign(new Error(`messages ${first} to ${last} of the journal are damaged`), { code: 'JOURNAL_CORRUPT' });

/** @throws Error with code `JOURNAL_CORRUPT` when it is none. */
export function summaryOf(row: Pick<Segment, 'first' | 'last' | 'summary'>): SegmentSummary {
  try {
    return JSON.parse(row.summary) as SegmentSummary;
  } catch {
    throw damaged(row.first, row.last);
  }
}

/** The messages of a segment as they were written. @throws Error with code `JOURNAL_CORRUPT` when they are not. */
export function checkedMessages(row: SegmentRow): Message[] {
  if (checksumOf(row.summary, row.body) !== row.checksum) throw damaged(row.first, row.last);
  return messagesOf(row.body);
}

export interface SegmentInserter {
  /** @throws Error with code `journal-gap` unless it follows what is on disk. */
  insert(segment: Segment): void;
  /** Forgets what it believes is the last sequence: a transaction was rolled back. */
  forget(): void;
}

/** Inserts segments without ever leaving a gap: after one that failed, later ones fail too until the missing one came. */
export function createSegmentInserter(connection: Connection): SegmentInserter {
  const add = connection.prepare('INSERT INTO segments (last, first, checksum, summary, body) VALUES (?, ?, ?, ?, ?)');
  const newest = connection.prepare('SELECT coalesce(max(last), 0) FROM segments').pluck();
  let last: number | undefined;
  return {
    insert(segment) {
      last ??= newest.get() as number;
      if (segment.first !== last + 1)
        throw Object.assign(
          new Error(
            `message ${segment.first} cannot be journalled: the last one on disk is ${last}, and a gap is never made`,
          ),
          { code: 'journal-gap' },
        );
      add.run(segment.last, segment.first, checksumOf(segment.summary, segment.body), segment.summary, segment.body);
      last = segment.last;
    },
    forget() {
      last = undefined;
    },
  };
}
