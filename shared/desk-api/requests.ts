/** Everything a window, the CLI or a test can ask of the desk: one map of request and answer schemas. */
import { z } from 'zod';
import { envelopeSchema } from '../bus/messages.ts';
import { checkResultSchema } from '../bus/topics-strategy.ts';
import { timeframeSchema } from '../domain/bar.ts';
import { datasetManifestSchema } from '../domain/dataset.ts';
import { killLevelSchema } from '../domain/kill.ts';
import { strategyLimitsSchema } from '../domain/limits.ts';
import { performanceSchema, tradeRecordSchema } from '../domain/metrics.ts';
import { strategySpecSchema } from '../strategy/spec.ts';
import { studyQuerySchema, studyResultSchema } from './lab.ts';
import { mostSourceCharacters, sourceReportSchema } from './source-report.ts';
import { strategyRowSchema } from './view.ts';

const none = z.strictObject({});
/** Names are short: a refusal repeats them to the person. */
const name = z.string().max(120);
const done = z.strictObject({ done: z.literal(true) });
const request = <Q extends z.ZodType, A extends z.ZodType>(kind: 'read' | 'write', query: Q, answer: A) => ({
  kind,
  query,
  answer,
});

/** Equity and drawdown of a run in columns of equal length. */
export const equityCurveSchema = z.strictObject({
  time: z.array(z.number()),
  equity: z.array(z.number()),
  drawdown: z.array(z.number()),
});

export const dossierSchema = z.strictObject({
  row: strategyRowSchema,
  spec: strategySpecSchema,
  specHash: z.string(),
  /** The rules in plain words, one sentence each. */
  plainWords: z.array(z.string()),
  sources: z.array(z.strictObject({ target: z.string(), fileName: z.string(), text: z.string(), proven: z.string() })),
  checks: z.array(checkResultSchema),
  performance: performanceSchema.nullable(),
  inSample: performanceSchema.nullable(),
  outOfSample: performanceSchema.nullable(),
  bestCase: performanceSchema.nullable(),
  benchmark: performanceSchema.nullable(),
  equity: equityCurveSchema.nullable(),
  benchmarkEquity: z.array(z.number()).nullable(),
  trades: z.array(tradeRecordSchema),
  /** Close time at which the sealed out-of-sample part begins. */
  outOfSampleFrom: z.number().nullable(),
  /** `year-month` -> return, for the heat map. */
  monthly: z.record(z.string(), z.number()),
  synthetic: z.boolean(),
  datasetName: z.string(),
  /** When it will be paused or retired, in words; null where the gate refused it or no edge is expected. */
  retirement: z.string().nullable(),
  /** What a decision would seal; null when the gate refused it and nothing can be approved. */
  seal: z
    .strictObject({
      limits: strategyLimitsSchema,
      expiresAt: z.number().int(),
      approvalHash: z.string().length(64),
    })
    .nullable(),
});
export type Dossier = z.infer<typeof dossierSchema>;

export const requests = {
  'chart.series': request(
    'read',
    z.strictObject({
      datasetId: name,
      symbol: name,
      timeframe: timeframeSchema,
      limit: z.number().int().min(1).max(20_000),
    }),
    z.strictObject({
      symbol: name,
      timeframe: timeframeSchema,
      synthetic: z.boolean(),
      time: z.array(z.number()),
      open: z.array(z.number()),
      high: z.array(z.number()),
      low: z.array(z.number()),
      close: z.array(z.number()),
      volume: z.array(z.number()),
    }),
  ),
  /** Overlay columns for a chart: any expression of the rule language, e.g. `sma(close, 50)`. */
  'chart.expression': request(
    'read',
    z.strictObject({
      datasetId: name,
      symbol: name,
      timeframe: timeframeSchema,
      limit: z.number().int().min(1).max(20_000),
      expression: z.string().min(1).max(400),
    }),
    z.strictObject({ time: z.array(z.number()), value: z.array(z.number().nullable()) }),
  ),
  'datasets.list': request('read', none, z.strictObject({ datasets: z.array(datasetManifestSchema) })),
  /**
   * Takes in a part of a file's bytes. Without an id it begins a file; the answered id names it for the next part and
   * for `datasets.import`. Parts are small, so that nothing else waits for a large file.
   */
  'datasets.upload': request(
    'write',
    z.strictObject({
      uploadId: z.string().max(40).nullable(),
      name: z.string().min(1).max(200),
      base64: z
        .string()
        .max(200_000)
        .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'bytes in base64'),
    }),
    z.strictObject({ uploadId: z.string(), bytes: z.number().int() }),
  ),
  /** Imports CSV files, as text or as uploads, all or none; answers what was repaired. */
  'datasets.import': request(
    'write',
    z.strictObject({
      /** What to call the dataset; left out, it is named after what is in it. */
      name: z.string().min(1).max(120).optional(),
      files: z.array(z.strictObject({ name: z.string().max(200), text: z.string().max(64_000_000) })).max(200),
      /** Ids of whole uploads, in the order of the files. */
      uploads: z.array(z.string().max(40)).max(500).optional(),
    }),
    z.strictObject({ manifest: datasetManifestSchema, notes: z.array(z.string()) }),
  ),
  /**
   * Fetches from the network: bars of symbols as a new dataset (`yahoo`), or a feed's headlines as a new snapshot of a
   * dataset with the same series (`rss`, with `url` and `datasetId`, an id or a name).
   */
  'datasets.fetch': request(
    'write',
    z.strictObject({
      source: z.enum(['yahoo', 'rss']),
      symbols: z.array(z.string().min(1).max(32)).max(50).optional(),
      url: z.string().max(2000).optional(),
      /** First day of bars, UTC epoch milliseconds; ten years when left out. */
      from: z.number().int().optional(),
      datasetId: z.string().max(120).optional(),
      /** What to call the dataset. */
      name: z.string().min(1).max(120).optional(),
    }),
    z.strictObject({ manifest: datasetManifestSchema, notes: z.array(z.string()) }),
  ),
  /** Stops imports and fetches that are not done; they answer that they were stopped, and nothing of them is kept. */
  'datasets.stop': request('write', none, done),
  'research.start': request(
    'write',
    z.strictObject({
      datasetId: name.nullable(),
      /** Null = the next unused seed. */
      seed: z.number().int().nonnegative().nullable(),
      generations: z.number().int().min(1).max(50),
      population: z.number().int().min(1).max(500),
    }),
    z.strictObject({ runId: name }),
  ),
  /** The run as one self-contained page: no script, nothing fetched. */
  'research.report': request('read', z.strictObject({ runId: name }), z.strictObject({ html: z.string() })),
  /** The ledger of everything tried, by dataset: what every Sharpe ratio is deflated by. Nothing can be taken out of it. */
  'research.trials': request(
    'read',
    z.strictObject({ datasetId: name.nullable() }),
    z.strictObject({
      datasets: z.array(
        z.strictObject({
          datasetId: z.string(),
          name: z.string(),
          trials: z.number().int(),
          /** Of the trials' Sharpe ratios per bar. */
          mean: z.number(),
          variance: z.number(),
        }),
      ),
    }),
  ),
  'research.stop': request('write', z.strictObject({ runId: name }), done),
  'strategy.dossier': request('read', z.strictObject({ strategyId: name }), dossierSchema),
  'strategy.approve': request(
    'write',
    z.strictObject({
      strategyId: name,
      environment: z.enum(['paper', 'live']),
      limits: strategyLimitsSchema,
      expiresAt: z.number().int(),
      /** The hash the person saw; a changed byte makes it differ, and nothing is approved. */
      approvalHash: z.string().length(64),
      /** For live: the account name, typed. */
      accountName: z.string().max(80).optional(),
    }),
    z.strictObject({ approvalHash: z.string(), deploymentId: name }),
  ),
  /** The hash of a dossier under other limits or another expiry, before it is approved. */
  'strategy.seal': request(
    'read',
    z.strictObject({ strategyId: name, limits: strategyLimitsSchema, expiresAt: z.number().int() }),
    z.strictObject({ approvalHash: z.string().length(64) }),
  ),
  'strategy.reject': request('write', z.strictObject({ strategyId: name, reason: z.string().min(3).max(600) }), done),
  /** Starts a study of a strategy; its row in `studies` says how far it is. */
  'lab.start': request(
    'write',
    z.strictObject({ strategyId: name, query: studyQuerySchema }),
    z.strictObject({ studyId: z.string() }),
  ),
  'lab.stop': request('write', z.strictObject({ studyId: name }), done),
  'lab.result': request('read', z.strictObject({ studyId: name }), studyResultSchema),
  /** Reads a strategy as source (.py, .ts, .js) or specification (.json): every finding with its place. Nothing of it is run. */
  'validate.source': request(
    'read',
    z.strictObject({ fileName: z.string().min(1).max(200), text: z.string().max(mostSourceCharacters) }),
    sourceReportSchema,
  ),
  'deployment.stop': request('write', z.strictObject({ deploymentId: name }), done),
  /** Lets a deployment that its rule paused enter again; the evidence that paused it is set aside. */
  'deployment.resume': request(
    'write',
    z.strictObject({ deploymentId: name, reason: z.string().min(3).max(300) }),
    done,
  ),
  'replay.control': request(
    'write',
    z.strictObject({
      action: z.enum(['start', 'pause', 'resume', 'stop', 'speed']),
      datasetId: name.nullable(),
      from: z.number().int().nullable(),
      speed: z.number().min(1).max(1000),
    }),
    z.strictObject({ sessionId: z.string() }),
  ),
  'position.close': request('write', z.strictObject({ deploymentId: name, symbol: name }), done),
  'kill.trigger': request(
    'write',
    z.strictObject({ level: killLevelSchema.exclude(['armed']), reason: z.string().max(400) }),
    z.strictObject({ latchedMs: z.number() }),
  ),
  /** Re-arming is the person's: the phrase is `REARM`. */
  'kill.rearm': request('write', z.strictObject({ phrase: name, reason: z.string().min(3).max(400) }), done),
  'agent.control': request(
    'write',
    z.strictObject({ agentId: name, action: z.enum(['pause', 'resume', 'restart']) }),
    done,
  ),
  'journal.read': request(
    'read',
    z.strictObject({
      correlationId: name.nullable(),
      topic: name.nullable(),
      fromSequence: z.number().int().nullable(),
      limit: z.number().int().min(1).max(1000),
    }),
    z.strictObject({ messages: z.array(envelopeSchema) }),
  ),
  /** A message and its causes, nearest first: "why did this happen?" */
  'journal.causes': request('read', z.strictObject({ id: name }), z.strictObject({ chain: z.array(envelopeSchema) })),
  /** Which keys the desk holds; never what they are. */
  'keys.list': request(
    'read',
    none,
    z.strictObject({
      kept: z.enum(['keychain', 'session']),
      state: z.string(),
      text: z.string(),
      keys: z.array(z.strictObject({ name: z.string(), for: z.string(), present: z.boolean() })),
    }),
  ),
  /** Hands a key over, once, in one direction: there is no request that answers one. */
  'keys.set': request(
    'write',
    z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]{2,40}$/), secret: z.string().min(8).max(500) }),
    z.strictObject({ kept: z.enum(['keychain', 'session']) }),
  ),
  'keys.clear': request('write', z.strictObject({ name: z.string().regex(/^[a-z][a-z0-9-]{2,40}$/) }), done),
  /** Who answers the agents: one line per agent that may ask a model. */
  'models.get': request(
    'read',
    none,
    z.strictObject({
      label: z.string(),
      agents: z.array(z.strictObject({ agentId: name, provider: z.string(), model: z.string() })),
    }),
  ),
  /** `agentId` null = every agent without a choice of its own; provider `house` = the offline model. */
  'models.set': request(
    'write',
    z.strictObject({
      agentId: z
        .string()
        .regex(/^[A-Z][0-9]$/)
        .nullable(),
      provider: z.enum(['house', 'openai', 'anthropic', 'gemini']),
      model: z.string().min(1).max(100),
    }),
    z.strictObject({ label: z.string() }),
  ),
  'audit.verify': request(
    'read',
    none,
    z.strictObject({ valid: z.boolean(), entries: z.number().int(), brokenAt: z.number().int().nullable() }),
  ),
  'replay.verify': request(
    'read',
    z.strictObject({ runId: name }),
    z.strictObject({
      runId: name,
      recorded: z.string(),
      replayed: z.string(),
      equal: z.boolean(),
      messages: z.number().int(),
      firstDifference: z.string().nullable(),
    }),
  ),
} as const;

export type RequestName = keyof typeof requests;
export type RequestQuery<R extends RequestName> = z.input<(typeof requests)[R]['query']>;
export type RequestAnswer<R extends RequestName> = z.output<(typeof requests)[R]['answer']>;
