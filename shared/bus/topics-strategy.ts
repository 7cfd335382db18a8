/** Strategy and validation topics: from an idea to a verdict, a lesson and the next generation. */
import { z } from 'zod';
import { archiveSchema, behaviourSchema } from '../domain/behaviour.ts';
import { performanceSchema } from '../domain/metrics.ts';
import { retirementRuleSchema, strategyHealthSchema } from '../domain/retirement.ts';
import { strategyFamilySchema, strategySpecSchema } from '../strategy/spec.ts';
import { topic } from './define-topic.ts';

/** Where a candidate stands in its research run; `of` is the size of its generation. */
export const placeSchema = z.strictObject({
  generation: z.number().int().nonnegative(),
  index: z.number().int().nonnegative(),
  of: z.number().int().positive(),
});
export type Place = z.infer<typeof placeSchema>;

const sha256 = z.string().length(64);

/** One finding of a check, in words a trader reads. */
export const checkResultSchema = z.strictObject({
  check: z.string(),
  passed: z.boolean(),
  /** What was measured, with the threshold. */
  evidence: z.string().max(600),
  value: z.number().nullable(),
  threshold: z.number().nullable(),
  /** Finer than `passed`, where a check tells: a warning and a question that does not apply pass. */
  verdict: z.enum(['pass', 'warn', 'fail', 'not-applicable']).optional(),
  /** What to type to see it again. */
  command: z.string().max(300).optional(),
});
export type CheckResult = z.infer<typeof checkResultSchema>;

export const lessonSchema = z.strictObject({
  lessonId: z.string(),
  /** The claim in one sentence. */
  claim: z.string().max(400),
  /** Machine name of the cause, e.g. `too-few-trades`, `overfitted`, `passed`. */
  cause: z.string().max(60),
  family: strategyFamilySchema,
  /** Rule functions the strategy used, e.g. `rsi`, `cross_over`. */
  features: z.array(z.string()).max(40),
  regime: z.string().max(20),
  /** -1 (avoid) to 1 (seek more of it). */
  weight: z.number().min(-1).max(1),
  /** What would prove the lesson wrong. */
  falsifier: z.string().max(400),
  /** Ids of strategies and reports it rests on. */
  evidence: z.array(z.string()).max(20),
});
export type Lesson = z.infer<typeof lessonSchema>;

export const strategyTopics = {
  'strategy.proposed': topic(
    'StrategyMessage',
    ['A1'],
    z.strictObject({
      strategyId: z.string(),
      place: placeSchema,
      datasetId: z.string(),
      spec: strategySpecSchema,
      /** Strategies it descends from and what was done to them. */
      parents: z.array(z.string()).max(4),
      operator: z.enum(['template', 'mutate', 'cross', 'tune', 'grow', 'model', 'person']),
      /** 0 (a copy) to 1 (unlike anything before it in this run). */
      novelty: z.number().min(0).max(1),
      /** Why this one, with the lessons that steered it. */
      rationale: z.string().max(600),
      regimeHash: z.string(),
      signalHash: z.string(),
    }),
  ),
  'strategy.coded': topic(
    'StrategyMessage',
    ['A2'],
    z.strictObject({
      strategyId: z.string(),
      place: placeSchema,
      datasetId: z.string(),
      spec: strategySpecSchema,
      specHash: sha256,
      /** Generated sources by target, as artefact hashes. */
      sources: z.array(
        z.strictObject({ target: z.string(), fileName: z.string(), hash: sha256, lines: z.number().int() }),
      ),
      regimeHash: z.string(),
      signalHash: z.string(),
    }),
  ),
  'validation.checked': topic(
    'ValidationMessage',
    ['D5'],
    z.strictObject({
      strategyId: z.string(),
      place: placeSchema,
      datasetId: z.string(),
      specHash: sha256,
      passed: z.boolean(),
      checks: z.array(checkResultSchema),
      regimeHash: z.string(),
      signalHash: z.string(),
    }),
  ),
  'validation.report': topic(
    'ValidationMessage',
    ['A4'],
    z.strictObject({
      strategyId: z.string(),
      place: placeSchema,
      datasetId: z.string(),
      specHash: sha256,
      deploymentId: z.string(),
      performance: performanceSchema,
      /** First part of the history: what the generator may learn from. */
      inSample: performanceSchema,
      /** Sealed last part: what the generator never sees; only the verdict reads it. */
      outOfSample: performanceSchema,
      /** The same run when a stop and a target in one bar resolve for the better. */
      bestCase: performanceSchema,
      benchmark: performanceSchema.nullable(),
      /** Correlation of bar returns with the benchmark; null where undefined. */
      benchmarkCorrelation: z.number().nullable(),
      /** Commission, fees and slippage of a year as a share of mean equity; null where undefined. */
      annualCostShare: z.number().nullable().optional(),
      /** Against holding the same symbols in equal parts: Sharpe ratio of that, correlation with it, annual appraisal ratio. */
      holding: z.strictObject({
        sharpe: z.number().nullable(),
        correlation: z.number().nullable(),
        appraisal: z.number().nullable(),
      }),
      /** How it differs from its siblings, in sample. */
      behaviour: behaviourSchema.optional(),
      /** Artefact: equity, drawdown, trades, monthly table. */
      reportHash: sha256,
    }),
  ),
  'validation.verdict': topic(
    'ValidationMessage',
    ['A6'],
    z.strictObject({
      strategyId: z.string(),
      place: placeSchema,
      datasetId: z.string(),
      specHash: sha256,
      verdict: z.enum(['go', 'no-go']),
      /** Which agent's gate decided: `D5` or `A6`. */
      decidedBy: z.string(),
      /** The first failing reason, or why it passes: one sentence. */
      reason: z.string().max(400),
      checks: z.array(checkResultSchema),
      /** Distinct variants tried on this dataset so far, across all runs. */
      trials: z.number().int(),
      deflatedSharpe: z.number().nullable(),
      reportHash: sha256.nullable(),
      sharpe: z.number().nullable(),
      /** When it will be paused or retired; null where no edge is expected. */
      retirement: retirementRuleSchema.nullable().optional(),
    }),
  ),
  /** How a deployment does against its retirement rule, after every bar; A3 acts on `pause` and `retire`. */
  'validation.health': topic('ValidationMessage', ['A6'], strategyHealthSchema),
  'strategy.lesson': topic(
    'StrategyMessage',
    ['A5'],
    z.strictObject({ strategyId: z.string(), place: placeSchema, lesson: lessonSchema }),
  ),
  /** What D6 remembers that bears on the next generation: the sampling A1 will use. */
  'strategy.guidance': topic(
    'StrategyMessage',
    ['D6'],
    z.strictObject({
      /** The generation that is now complete; -1 before the first. */
      generation: z.number().int(),
      /** Sampling weight of each family, summing to 1. */
      familyWeights: z.record(strategyFamilySchema, z.number().min(0).max(1)),
      /** Features to avoid or seek, -1 to 1. */
      featureWeights: z.record(z.string(), z.number().min(-1).max(1)),
      lessons: z.array(lessonSchema).max(50),
      /** Candidates worth descending from, best first. */
      parents: z.array(z.string()).max(20),
      summary: z.string().max(600),
    }),
  ),
  /** The variety a generation has reached: the best of each kind, and what complements what. */
  'strategy.archive': topic('StrategyMessage', ['A1'], archiveSchema),
  /** The research run moved: a generation began, or it is over. */
  'strategy.run': topic(
    'StrategyMessage',
    ['A1'],
    z.strictObject({
      status: z.enum(['running', 'complete', 'aborted']),
      generation: z.number().int(),
      generations: z.number().int(),
      proposed: z.number().int(),
      reason: z.string().max(300),
    }),
  ),
};
