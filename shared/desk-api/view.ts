/** The window's replica: keyed collections of small rows, changed by numbered operations. */
import { z } from 'zod';
import { decisionSchema } from '../bus/topics-control.ts';
import { checkResultSchema, lessonSchema } from '../bus/topics-strategy.ts';
import { deploymentSchema } from '../bus/topics-trade.ts';
import { archiveSchema } from '../domain/behaviour.ts';
import { fillSchema } from '../domain/fill.ts';
import { killLevelSchema, killReportSchema } from '../domain/kill.ts';
import { orderSchema } from '../domain/order.ts';
import { accountSchema, positionSchema } from '../domain/position.ts';
import { strategyHealthSchema } from '../domain/retirement.ts';
import { fusedSignalSchema, regimeStateSchema } from '../domain/signal.ts';
import { strategyFamilySchema } from '../strategy/spec.ts';
import { studyRowSchema } from './lab.ts';

export const agentRowSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  layer: z.string(),
  purpose: z.string(),
  state: z.enum(['ready', 'running', 'degraded', 'faulted', 'stopped', 'paused']),
  thread: z.enum(['main', 'worker']),
  model: z.string(),
  costUsd: z.number(),
  queued: z.number().int(),
  handled: z.number().int(),
  failed: z.number().int(),
  restarts: z.number().int(),
  latencyMs: z.number(),
  lastTopic: z.string(),
  lastNote: z.string(),
  lastAt: z.number(),
});

/** Messages per edge of the agent graph: `A1>A2`. */
export const edgeRowSchema = z.strictObject({
  id: z.string(),
  from: z.string(),
  to: z.string(),
  count: z.number().int(),
  lastAt: z.number(),
});

export const strategyStages = [
  'proposed',
  'coded',
  'checked',
  'testing',
  'tested',
  'refused',
  'awaiting-approval',
  'approved',
  'rejected',
  'expired',
] as const;

export const strategyRowSchema = z.strictObject({
  strategyId: z.string(),
  name: z.string(),
  family: strategyFamilySchema,
  runId: z.string(),
  datasetId: z.string(),
  generation: z.number().int(),
  operator: z.string(),
  parents: z.array(z.string()),
  novelty: z.number(),
  stage: z.enum(strategyStages),
  /** One sentence: why it is where it is. */
  reason: z.string(),
  trades: z.number().int().nullable(),
  sharpe: z.number().nullable(),
  outOfSampleSharpe: z.number().nullable(),
  maxDrawdown: z.number().nullable(),
  annualReturn: z.number().nullable(),
  deflatedSharpe: z.number().nullable(),
  trials: z.number().int().nullable(),
  checks: z.array(checkResultSchema),
  updatedAt: z.number(),
});

export const runRowSchema = z.strictObject({
  runId: z.string(),
  seed: z.number().int(),
  datasetId: z.string(),
  status: z.enum(['running', 'complete', 'aborted']),
  generation: z.number().int(),
  generations: z.number().int(),
  proposed: z.number().int(),
  decided: z.number().int(),
  accepted: z.number().int(),
  startedAt: z.number(),
  /** Estimate of the remaining milliseconds; null when unknown or done. */
  remainingMs: z.number().nullable(),
  reason: z.string(),
  hash: z.string().nullable(),
});

export const datasetRowSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  synthetic: z.boolean(),
  source: z.string(),
  benchmark: z.string().nullable(),
  symbols: z.array(z.string()),
  bars: z.number().int(),
  from: z.number(),
  to: z.number(),
  qualityScore: z.number(),
  issues: z.number().int(),
});

export const alertRowSchema = z.strictObject({
  id: z.string(),
  severity: z.enum(['info', 'warning', 'critical']),
  title: z.string(),
  text: z.string(),
  source: z.string(),
  at: z.number(),
});

export const replayRowSchema = z.strictObject({
  sessionId: z.string(),
  datasetId: z.string(),
  status: z.enum(['playing', 'paused', 'finished', 'stopped']),
  time: z.number(),
  step: z.number().int(),
  of: z.number().int(),
  speed: z.number(),
});

/** One row of singletons: the state every screen's frame shows. */
export const statusRowSchema = z.strictObject({
  id: z.literal('desk'),
  version: z.string(),
  startedAt: z.number(),
  killLevel: killLevelSchema,
  killReason: z.string(),
  killReport: killReportSchema.nullable(),
  /** `house` when no key is configured: the offline model answers, and the desk says so. */
  model: z.string(),
  broker: z.string(),
  keychain: z.enum(['available', 'locked', 'no-daemon', 'no-collection', 'access-denied', 'not-installed']),
  hotkey: z.string(),
  journalSequence: z.number().int(),
});

export const regimeRowSchema = z.strictObject({
  datasetId: z.string(),
  asOf: z.number(),
  current: regimeStateSchema,
  summary: z.string(),
});
export const signalRowSchema = fusedSignalSchema.extend({ datasetId: z.string(), asOf: z.number() });
export const equityPointSchema = z.strictObject({
  id: z.string(),
  time: z.number(),
  equity: z.number(),
  environment: z.string(),
});
export const refusalRowSchema = z.strictObject({
  id: z.string(),
  symbol: z.string(),
  side: z.string(),
  quantity: z.string(),
  check: z.string(),
  reason: z.string(),
  at: z.number(),
});
export const messageRowSchema = z.strictObject({
  id: z.string(),
  sequence: z.number().int(),
  topic: z.string(),
  source: z.string(),
  subject: z.string(),
  causationId: z.string().nullable(),
  time: z.number(),
});

/** Every collection with the schema of its rows. */
export const collections = {
  status: statusRowSchema,
  agents: agentRowSchema,
  edges: edgeRowSchema,
  datasets: datasetRowSchema,
  runs: runRowSchema,
  strategies: strategyRowSchema,
  /** What each run has reached in variety, by run. */
  archives: archiveSchema.extend({ runId: z.string() }),
  decisions: decisionSchema.extend({ id: z.string(), at: z.number() }),
  /** Studies of the backtest lab, the newest twenty. */
  studies: studyRowSchema,
  deployments: deploymentSchema,
  /** Deployments against their retirement rules. */
  health: strategyHealthSchema,
  replays: replayRowSchema,
  orders: orderSchema,
  refusals: refusalRowSchema,
  fills: fillSchema,
  positions: positionSchema,
  accounts: accountSchema,
  equity: equityPointSchema,
  regimes: regimeRowSchema,
  signals: signalRowSchema,
  lessons: lessonSchema.extend({ at: z.number(), runId: z.string() }),
  alerts: alertRowSchema,
  /** The newest 200 messages; older ones are asked for with `journal.read`. */
  messages: messageRowSchema,
} as const;

export type CollectionName = keyof typeof collections;
export type Row<C extends CollectionName> = z.infer<(typeof collections)[C]>;
export type View = { readonly [C in CollectionName]: Readonly<Record<string, Row<C>>> };

/** One change: a new row, or null when the row is gone. */
export const operationSchema = z.strictObject({ collection: z.string(), key: z.string(), row: z.unknown() });
export interface Operation {
  readonly collection: CollectionName;
  readonly key: string;
  readonly row: unknown;
}

/** A numbered batch; the replica asks for a snapshot when `number` is not its last plus one. */
export const changeSchema = z.strictObject({ number: z.number().int(), operations: z.array(operationSchema) });
export interface Change {
  readonly number: number;
  readonly operations: readonly Operation[];
}

export interface Snapshot {
  readonly number: number;
  readonly view: View;
}
