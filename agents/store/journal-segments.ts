/** Messages on disk: those of one committed group lie in one row, a segment, as one JSON text behind a checksum. */
import { crc32 } from 'node:zlib';
import type { Message } from '../../shared/bus/messages.ts';
import type { Connection } from './database.ts';

/** Messages that follow one another without a gap, on their way to the disk. */
export interface Segment {
  readonly first: number;
  readonly last: number;
  /** What is in it, for the index: JSON of a {@link SegmentSummary}. */
  readonly summary: string;
  /** JSON array with an entry per message. */
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

/** The number that a text is from a place on, written as numbers are; 0 when it is none. */
function numberFrom(text: string, at: number): number {
  if (text.length - at > 15 || text.charCodeAt(at) === 48) return 0;
  let number = 0;
  for (let i = at; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return 0;
    number = number * 10 + digit;
  }
  return number;
}

/** @param correlationId the likely chain: nearly every id begins with its correlation. */
export function placeOf(id: string, correlationId = ''): IdPlace {
  if (id.charCodeAt(correlationId.length) === 47 && id.startsWith(correlationId)) {
    const number = numberFrom(id, correlationId.length + 1);
    if (number > 0) return { chain: correlationId, number };
  }
  const at = id.lastIndexOf('/');
  const number = at < 0 ? 0 : numberFrom(id, at + 1);
  return number > 0 ? { chain: id.slice(0, at), number } : { chain: id, number: 0 };
}

type Entry = [number, string, Message['type'], string, string, string, number, string, string | null, number, unknown];

const entryOf = (message: Message): Entry => [
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
];

const messageOf = (entry: Entry): Message => ({
  specversion: '1.0',
  sequence: entry[0],
  id: entry[1],
  type: entry[2],
  topic: entry[3],
  source: entry[4],
  subject: entry[5],
  time: entry[6],
  correlationId: entry[7],
  causationId: entry[8],
  priority: entry[9],
  data: entry[10],
});

/** A message as it will be read from the disk. */
export const captured = (message: Message): Message => JSON.parse(JSON.stringify(message)) as Message;

const bodyOf = (messages: readonly Message[]): string => JSON.stringify(messages.map(entryOf));
/** The messages of a body, which nobody has checked. */
export const messagesOf = (body: string): Message[] => (JSON.parse(body) as Entry[]).map(messageOf);

function summarise(messages: readonly Message[]): string {
  const topics = new Set<string>();
  const chains = new Map<string, [lowest: number, highest: number]>();
  for (const { id, correlationId, topic } of messages) {
    topics.add(topic);
    const { chain, number } = placeOf(id, correlationId);
    const range = chains.get(chain);
    if (range === undefined) chains.set(chain, [number, number]);
    else if (range[1] < 0) range.fill(number);
    else if (number > range[1]) range[1] = number;
    else if (number < range[0]) range[0] = number;
    if (chain !== correlationId && !chains.has(correlationId)) chains.set(correlationId, [0, -1]);
  }
  const summary: SegmentSummary = {
    topics: [...topics],
    chains: [...chains].map(([chain, [lowest, highest]]) => [chain, lowest, highest]),
  };
  return JSON.stringify(summary);
}

/** Of messages that follow one another without a gap. */
export const segmentOf = (messages: readonly Message[], body = bodyOf(messages)): Segment => ({
  first: messages[0]?.sequence ?? 0,
  last: messages.at(-1)?.sequence ?? 0,
  summary: summarise(messages),
  body,
});

/** Messages turned into text in one go: many at once cost half of one by one. */
const atOnce = 64;

/**
 * Segments of messages in their order: a new one wherever a number is missing.
 * @param enough characters after which the rest is left out.
 */
export function segmentsOf(messages: readonly Message[], enough: number): { segments: Segment[]; taken: number } {
  const segments: Segment[] = [];
  let from = 0;
  let taken = 0;
  let characters = 0;
  let body = '';
  const follows = (i: number): boolean => messages[i]?.sequence === (messages[i - 1]?.sequence ?? 0) + 1;
  const close = (): void => {
    if (taken > from)
      segments.push(
        segmentOf(from === 0 && taken === messages.length ? messages : messages.slice(from, taken), `[${body}]`),
      );
    from = taken;
    body = '';
  };
  while (taken < messages.length && characters < enough) {
    if (taken > from && !follows(taken)) close();
    let end = taken + 1;
    while (end < messages.length && end < taken + atOnce && follows(end)) end++;
    const text = bodyOf(messages.slice(taken, end)).slice(1, -1);
    body = body === '' ? text : `${body},${text}`;
    characters += text.length;
    taken = end;
  }
  close();
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
