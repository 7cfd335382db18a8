/** Typing helper of the topic tables: keeps the schema's exact type. */
import type { z } from 'zod';
import type { MessageType } from './messages.ts';

export const topic = <Schema extends z.ZodType>(
  type: MessageType,
  writers: readonly string[],
  schema: Schema,
  options: { durable?: boolean } = {},
) => ({ type, schema, writers, durable: options.durable ?? false });
