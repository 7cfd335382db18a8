/** The switchboard's table: every topic with its type, schema, durability and who may write it. */
import type { z } from 'zod';
import type { MessageType } from './messages.ts';
import { controlTopics } from './topics-control.ts';
import { dataTopics } from './topics-data.ts';
import { strategyTopics } from './topics-strategy.ts';
import { tradeTopics } from './topics-trade.ts';

/** One row of the table. */
export interface TopicDefinition<Schema extends z.ZodType = z.ZodType> {
  readonly type: MessageType;
  readonly schema: Schema;
  /** True: on disk (synchronous=FULL) before any handler sees it. False: captured, committed in batches. */
  readonly durable: boolean;
  /** Agent ids, `person` and `host` that may publish it. */
  readonly writers: readonly string[];
}

export const topics = { ...dataTopics, ...strategyTopics, ...tradeTopics, ...controlTopics } as const;

export type TopicName = keyof typeof topics;
export type TopicData<T extends TopicName> = z.infer<(typeof topics)[T]['schema']>;
export const topicNames = Object.keys(topics) as TopicName[];
