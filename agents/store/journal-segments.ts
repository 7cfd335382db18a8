/** Messages on disk: those of one committed group lie in one row, a segment, as lines of JSON behind a checksum. */
import { crc32 } from 'node:zlib';
import type { Message } from '../../shared/bus/messages.ts';
import type { Connection } from './database.ts';

/** Messages that follow one another without a gap, on their way to the disk. */
export interface Segment {
  readonly first: number;
  readonly last: number;
  /** What is in it, for the index: JSON of a {@link SegmentSummary}. */
  readonly summary: string;
  /** A line per message, see {@link lineOf}. */
  readonly body: string;
}

/** Topics and chains of a segment; a chain is a correlation or the front of an id, with the lowest and highest number behind it. */
export interface SegmentSummary {
  readonly topics: readonly string[];
  /** `highest` is -1 for a correlation that is no message's front of an id. */
  readonly chains: readonly (readonly [chain: string, lowest: number, highest: number])[];
}

/** Where an id stands: `run-7/12` is number 12 of chain `run-7`; any other text is number 0 of itself. Two ids never share a place. */
export interface IdPlace {
  readonly chain: string;
  readonly number: number;
}

export function placeOf(id: string, correlationId = ''): IdPlace {
  const at = id.lastIndexOf('/');
  const tail = id.slice(at + 1);
  if (at < 0 || !/^[1-9]\d{0,14}$/.test(tail)) return { chain: id, number: 0 };
  // The correlation's own text, where it is the same: its hash is known already.
  const chain = at === correlationId.length && id.startsWith(correlationId) ? correlationId : id.slice(0, at);
  return { chain, number: Number(tail) };
}

/** One message as JSON without a line break; its data is captured here and now. */
export const lineOf = (message: Message): string =>
  JSON.stringify([
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
    message.data,
  ]);

type Line = [number, string, Message['type'], string, string, string, number, string, string | null, number, unknown];

export function messageOf(line: string): Message {
  const [sequence, id, type, topic, source, subject, time, correlationId, causationId, priority, data] = JSON.parse(
    line,
  ) as Line;
  return {
    specversion: '1.0',
    sequence,
    id,
    type,
    topic,
    source,
    subject,
    time,
    correlationId,
    causationId,
    priority,
    data,
  };
}

/** What a segment is made of: a message and its line. */
export interface SegmentPart {
  readonly message: Message;
  readonly line: string;
}

export function segmentOf(parts: readonly SegmentPart[]): Segment {
  const topics = new Set<string>();
  const chains = new Map<string, [lowest: number, highest: number]>();
  let body = '';
  for (const { message, line } of parts) {
    body = body === '' ? line : `${body}\n${line}`;
    topics.add(message.topic);
    const { chain, number } = placeOf(message.id, message.correlationId);
    const range = chains.get(chain);
    if (range === undefined) chains.set(chain, [number, number]);
    else if (range[1] < 0) range.fill(number);
    else if (number > range[1]) range[1] = number;
    else if (number < range[0]) range[0] = number;
    if (chain !== message.correlationId && !chains.has(message.correlationId))
      chains.set(message.correlationId, [0, -1]);
  }
  const summary: SegmentSummary = {
    topics: [...topics],
    chains: [...chains].map(([chain, [lowest, highest]]) => [chain, lowest, highest]),
  };
  return {
    first: parts[0]?.message.sequence ?? 0,
    last: parts.at(-1)?.message.sequence ?? 0,
    summary: JSON.stringify(summary),
    body,
  };
}

/** Segments of messages in their order: a new one wherever a number is missing. */
export function segmentsOf(parts: readonly SegmentPart[]): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (let i = 1; i <= parts.length; i++) {
    if (i < parts.length && parts[i]?.message.sequence === (parts[i - 1]?.message.sequence ?? 0) + 1) continue;
    segments.push(segmentOf(from === 0 && i === parts.length ? parts : parts.slice(from, i)));
    from = i;
  }
  return segments;
}

export const linesOf = (body: string): string[] => body.split('\n');

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

/** The lines of a segment as it was written. @throws Error with code `JOURNAL_CORRUPT` when it is not. */
export function checkedLines(row: SegmentRow): string[] {
  const lines = linesOf(row.body);
  if (checksumOf(row.summary, row.body) !== row.checksum || lines.length !== row.last - row.first + 1)
    throw damaged(row.first, row.last);
  return lines;
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
