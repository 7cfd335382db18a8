/** Builds envelopes: checks writer and data, numbers the message within its chain, and freezes it. */
import { z } from 'zod';
import { laneOfType, lanes, type Message } from '../../shared/bus/messages.ts';
import type { TopicDefinition } from '../../shared/bus/topics.ts';
import { invariant } from '../../shared/core/assert.ts';
import type { Clock } from '../../shared/core/time.ts';
import type { Journal } from './journal.ts';

export type TopicTable = Readonly<Record<string, TopicDefinition>>;

export interface Draft {
  /** Agent id, `person` or `host`. */
  readonly writer: string;
  readonly topic: string;
  readonly data: unknown;
  readonly subject?: string | undefined;
  readonly cause?: Message | undefined;
  readonly correlationId?: string | undefined;
}

export interface Envelopes {
  /** Sequence of the newest message. */
  readonly sequence: number;
  /** @throws InvariantError on an unknown topic, a writer that may not, or data outside the schema. */
  build(draft: Draft): Message;
  /** What seeds the chance of a correlation: the seed its first message names, else its own id. */
  seedOf(correlationId: string): string;
}

/** Freezes plain data all the way down; typed arrays cannot be frozen and do not travel on the bus. */
function freeze(value: unknown): void {
  if (value === null || typeof value !== 'object' || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
}

const page = 1000;

export function createEnvelopes(table: TopicTable, clock: Clock, journal: Journal): Envelopes {
  let sequence = journal.lastSequence;
  const recorded = journal.lastSequence;
  /** Messages so far per correlation. */
  const counts = new Map<string, number>();
  const seeds = new Map<string, string>();

  const seedIn = (data: unknown): string | undefined => {
    const seed = (data as { seed?: unknown } | null)?.seed;
    return typeof seed === 'number' || typeof seed === 'string' ? `seed-${seed}` : undefined;
  };

  /** Numbering goes on where the journal stopped, for ids are unique for ever. */
  const recount = (correlationId: string): number => {
    let highest = 0;
    let from = 1;
    while (recorded > 0) {
      const messages = journal.read({ correlationId, fromSequence: from, limit: page });
      for (const message of messages) {
        const seed = seeds.has(correlationId) ? undefined : seedIn(message.data);
        if (seed !== undefined) seeds.set(correlationId, seed);
        highest = Math.max(highest, Number(message.id.slice(message.id.lastIndexOf('/') + 1)) || 0);
      }
      if (messages.length < page) break;
      from = (messages.at(-1) as Message).sequence + 1;
    }
    return highest;
  };

  const source = (writer: string): string => (writer === 'person' || writer === 'host' ? writer : `agent/${writer}`);

  return {
    get sequence() {
      return sequence;
    },
    build(draft) {
      const definition = table[draft.topic];
      invariant(definition !== undefined, `there is no topic "${draft.topic}"`);
      invariant(definition.writers.includes(draft.writer), `${draft.writer} may not write ${draft.topic}`);
      const parsed = definition.schema.safeParse(draft.data);
      invariant(
        parsed.success,
        parsed.success ? '' : `${draft.topic} from ${draft.writer} is not as agreed: ${z.prettifyError(parsed.error)}`,
      );
      const subject = draft.subject ?? '';
      const named = draft.cause?.correlationId ?? draft.correlationId;
      invariant(subject.length <= 120, `the subject of ${draft.topic} is longer than 120 characters`);
      invariant(
        named === undefined || (named.length > 0 && named.length <= 100),
        `the correlation of ${draft.topic} has to have 1 to 100 characters`,
      );
      sequence += 1;
      const correlationId = named ?? `chain-${sequence}`;
      const place = (counts.get(correlationId) ?? (named === undefined ? 0 : recount(correlationId))) + 1;
      counts.set(correlationId, place);
      const seed = seeds.has(correlationId) ? undefined : seedIn(parsed.data);
      if (seed !== undefined) seeds.set(correlationId, seed);
      freeze(parsed.data);
      return Object.freeze({
        specversion: '1.0',
        sequence,
        id: `${correlationId}/${place}`,
        type: definition.type,
        topic: draft.topic,
        source: source(draft.writer),
        subject,
        time: clock.now(),
        correlationId,
        causationId: draft.cause?.id ?? null,
        priority: lanes.indexOf(laneOfType[definition.type]),
        data: parsed.data,
      });
    },
    seedOf: (correlationId) => seeds.get(correlationId) ?? correlationId,
  };
}
