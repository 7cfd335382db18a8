/** Control topics: what the person commands, connections, the kill switch and alerts. */
import { z } from 'zod';
import { killLevelSchema, killOriginSchema, killReportSchema } from '../domain/kill.ts';
import { strategyLimitsSchema } from '../domain/limits.ts';
import { environmentSchema } from '../domain/order.ts';
import { topic } from './define-topic.ts';
import { lessonSchema } from './topics-strategy.ts';

/** What a person decided over a dossier, sealed. */
export const decisionSchema = z.strictObject({
  strategyId: z.string(),
  decision: z.enum(['approve', 'reject', 'change', 'revoke', 'resume']),
  environment: environmentSchema,
  /** Seal over spec, code, parameters, data snapshot, report, limits and expiry; null unless approved. */
  approvalHash: z.string().length(64).nullable(),
  limits: strategyLimitsSchema.nullable(),
  expiresAt: z.number().int().nullable(),
  reason: z.string().max(600),
});
export type Decision = z.infer<typeof decisionSchema>;

export const controlTopics = {
  'control.research': topic(
    'ControlMessage',
    ['V0'],
    z.strictObject({
      seed: z.number().int().nonnegative(),
      datasetId: z.string(),
      generations: z.number().int().min(1).max(50),
      /** Candidates per generation. */
      population: z.number().int().min(1).max(500),
      /** What the desk knew when the run began, so that a run can be done again: remembered lessons and trials. */
      base: z.strictObject({
        lessons: z.array(lessonSchema).max(500),
        trials: z.number().int().nonnegative(),
        /** Mean and variance of the per-bar Sharpe ratios of those trials. */
        trialSharpeMean: z.number(),
        trialSharpeVariance: z.number(),
      }),
    }),
    { durable: true },
  ),
  /** The person stops a run: nothing more is proposed, what is under way is finished. */
  'control.research-stop': topic('ControlMessage', ['V0'], z.strictObject({ reason: z.string().max(300) }), {
    durable: true,
  }),
  'control.decision': topic('ControlMessage', ['V0'], decisionSchema, { durable: true }),
  /** The person asks for a broker; M1 answers with `control.connection`. */
  'control.connect': topic(
    'ControlMessage',
    ['V0'],
    z.strictObject({ broker: z.string(), environment: environmentSchema }),
    { durable: true },
  ),
  'control.connection': topic(
    'ControlMessage',
    ['M1'],
    z.strictObject({
      broker: z.string(),
      environment: environmentSchema,
      status: z.enum(['connected', 'refused', 'lost']),
      /** Handle of the connection; never a key. */
      handle: z.string(),
      reason: z.string().max(300),
    }),
    { durable: true },
  ),
  'control.agent': topic(
    'ControlMessage',
    ['V0'],
    z.strictObject({ agentId: z.string(), action: z.enum(['pause', 'resume', 'restart']) }),
    { durable: true },
  ),
  /** Market replay: bars of a dataset fed at 1x to 1000x. */
  'control.replay': topic(
    'ControlMessage',
    ['V0'],
    z.strictObject({
      action: z.enum(['start', 'pause', 'resume', 'stop', 'speed']),
      sessionId: z.string(),
      datasetId: z.string(),
      /** First bar to feed; null = the last 250 bars. */
      from: z.number().int().nullable(),
      /** Daily bars per second are `speed / 2`: 1x shows one bar every two seconds. */
      speed: z.number().min(1).max(1000),
    }),
    { durable: true },
  ),
  'control.kill': topic(
    'ControlMessage',
    ['V0', 'M3', 'D2'],
    z.strictObject({
      level: killLevelSchema.exclude(['armed']),
      origin: killOriginSchema,
      reason: z.string().max(400),
    }),
    { durable: true },
  ),
  /** Only a person re-arms: the phrase and the reason were checked by the host. */
  'control.rearm': topic('ControlMessage', ['V0'], z.strictObject({ reason: z.string().min(3).max(400) }), {
    durable: true,
  }),
  'control.kill-report': topic('ControlMessage', ['M3'], killReportSchema, { durable: true }),
  'control.alert': topic(
    'ControlMessage',
    ['D1', 'D2', 'D3', 'A3', 'A6', 'M1', 'M3', 'V0', 'host'],
    z.strictObject({
      severity: z.enum(['info', 'warning', 'critical']),
      title: z.string().max(120),
      text: z.string().max(600),
    }),
    { durable: true },
  ),
};
