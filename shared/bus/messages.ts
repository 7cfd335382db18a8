/** The six message types and their one immutable envelope; field names follow CloudEvents 1.0. */
import { z } from 'zod';

export const messageTypes = [
  'DataMessage',
  'StrategyMessage',
  'ValidationMessage',
  'RiskMessage',
  'TradeMessage',
  'ControlMessage',
] as const;
export type MessageType = (typeof messageTypes)[number];

/** Lanes in the order they are served: a lower number overtakes a higher one. */
export const lanes = ['control', 'risk', 'trade', 'strategy', 'data'] as const;
export type Lane = (typeof lanes)[number];

/** Validation travels with strategies: both are research. */
export const laneOfType: Readonly<Record<MessageType, Lane>> = {
  ControlMessage: 'control',
  RiskMessage: 'risk',
  TradeMessage: 'trade',
  StrategyMessage: 'strategy',
  ValidationMessage: 'strategy',
  DataMessage: 'data',
};

/** The envelope. `sequence` is the journal's number; ids are unique for ever, so handlers are idempotent by id. */
export const envelopeSchema = z.strictObject({
  specversion: z.literal('1.0'),
  sequence: z.number().int().nonnegative(),
  id: z.string().min(1).max(120),
  type: z.enum(messageTypes),
  topic: z.string(),
  /** Who wrote it: `agent/A1`, `person`, `host`. */
  source: z.string().max(60),
  /** What it is about: a strategy, symbol or order id; empty when about nothing in particular. */
  subject: z.string().max(120),
  /** UTC epoch milliseconds of the desk's clock. */
  time: z.number().int(),
  /** The run, session or order it belongs to. */
  correlationId: z.string().max(120),
  /** The message that caused it; null for the first of a chain. */
  causationId: z.string().max(120).nullable(),
  /** 0 control to 4 data. */
  priority: z.number().int().min(0).max(4),
  data: z.unknown(),
});
/** A message of one topic with its data typed. */
export type Message<Data = unknown> = Readonly<Omit<z.infer<typeof envelopeSchema>, 'data'> & { data: Data }>;

/** The run a message belongs to: its correlation without the attempt, e.g. `run-1a2b3c4d` of `run-1a2b3c4d.2`. */
export const runIdOf = (correlationId: string): string => correlationId.replace(/\.\d+$/, '');
