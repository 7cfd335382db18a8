/** The text of a segment: messages as JSON in which whatever repeats stands once, for every byte is waited for. */
import type { Message } from '../../shared/bus/messages.ts';
import { numberIn, placeOf } from './journal-ids.ts';

/**
 * Numbers for texts are places in `strings`. An id that is its correlation's number so and so is that number, and so is a
 * cause of the same correlation. A time of null is that of the message before. Sequences follow from the first.
 */
type Entry = [
  id: number | string,
  type: number,
  topic: number,
  source: number,
  subject: number,
  time: number | null,
  correlation: number,
  cause: number | string | null,
  priority: number,
  data: unknown,
];
interface Body {
  readonly first: number;
  readonly strings: readonly string[];
  readonly messages: readonly Entry[];
}

/** Topics and chains of a segment; a chain is a correlation or the front of an id, with the lowest and highest number behind it. */
export interface SegmentSummary {
  readonly topics: readonly string[];
  /** `highest` is -1 for a correlation that is no message's front of an id. */
  readonly chains: readonly (readonly [chain: string, lowest: number, highest: number])[];
}

export interface BodyWriter {
  /** Adds messages that follow without a gap; answers how many characters that made. Many at once are quicker. */
  add(messages: readonly Message[]): number;
  body(): string;
  /** JSON of a {@link SegmentSummary}. */
  summary(): string;
}

export function createBodyWriter(first: number): BodyWriter {
  const places = new Map<string, number>();
  /** Finds a text's place; the one before is asked for most often. */
  const column = (): ((text: string) => number) => {
    let last: string | undefined;
    let place = 0;
    return (text) => {
      if (text === last) return place;
      const known = places.get(text);
      place = known ?? places.size;
      if (known === undefined) places.set(text, place);
      last = text;
      return place;
    };
  };
  const type = column();
  const topic = column();
  const source = column();
  const subject = column();
  const correlation = column();
  const topics = new Set<string>();
  const chains = new Map<string, [lowest: number, highest: number]>();
  let time: number | undefined;
  let written = '';

  const note = (chain: string, number: number): void => {
    const range = chains.get(chain);
    if (range === undefined) chains.set(chain, [number, number]);
    else if (range[1] < 0) range.fill(number);
    else if (number > range[1]) range[1] = number;
    else if (number < range[0]) range[0] = number;
  };
  const entryOf = (message: Message): Entry => {
    const { chain, number } = placeOf(message.id, message.correlationId);
    const own = chain === message.correlationId && number > 0;
    topics.add(message.topic);
    note(chain, number);
    if (!own && !chains.has(message.correlationId)) chains.set(message.correlationId, [0, -1]);
    const before = time;
    time = message.time;
    const cause = message.causationId;
    return [
      own ? number : message.id,
      type(message.type),
      topic(message.topic),
      source(message.source),
      subject(message.subject),
      message.time === before ? null : message.time,
      correlation(message.correlationId),
      cause === null ? null : numberIn(cause, message.correlationId) || cause,
      message.priority,
      message.data,
    ];
  };
  return {
    add(messages) {
      const text = JSON.stringify(messages.map(entryOf)).slice(1, -1);
      written = written === '' ? text : `${written},${text}`;
      return text.length;
    },
    body: () => `{"first":${first},"strings":${JSON.stringify([...places.keys()])},"messages":[${written}]}`,
    summary: () => {
      const summary: SegmentSummary = {
        topics: [...topics],
        chains: [...chains].map(([chain, [lowest, highest]]) => [chain, lowest, highest]),
      };
      return JSON.stringify(summary);
    },
  };
}

/** The messages of a body. */
export function messagesOf(body: string): Message[] {
  const { first, strings, messages } = JSON.parse(body) as Body;
  let time = 0;
  return messages.map((entry, i) => {
    const correlationId = strings[entry[6]] ?? '';
    const cause = entry[7];
    time = entry[5] ?? time;
    return {
      specversion: '1.0',
      sequence: first + i,
      id: typeof entry[0] === 'number' ? `${correlationId}/${entry[0]}` : entry[0],
      type: strings[entry[1]] as Message['type'],
      topic: strings[entry[2]] ?? '',
      source: strings[entry[3]] ?? '',
      subject: strings[entry[4]] ?? '',
      time,
      correlationId,
      causationId: typeof cause === 'number' ? `${correlationId}/${cause}` : cause,
      priority: entry[8],
      data: entry[9],
    };
  });
}
