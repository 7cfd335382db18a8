/** The backtest lab: studies a person asks for over a strategy, their progress, and what they answer. */
import { z } from 'zod';
import { performanceSchema } from '../domain/metrics.ts';

const name = z.string().max(120);
const figure = z.number().nullable();

/** Values one parameter may take, ascending. */
const axisSchema = z.strictObject({ name, values: z.array(z.number()).min(1).max(500) });
const searchFields = {
  axes: z.array(axisSchema).min(1).max(4),
  method: z.enum(['grid', 'random', 'tpe', 'cma-es']),
  /** Most variants tried. */
  budget: z.number().int().min(1).max(10_000),
  objective: z.enum(['sharpe', 'return', 'calmar']),
  seed: z.number().int().nonnegative(),
};

export const studyQuerySchema = z.discriminatedUnion('study', [
  z.strictObject({ study: z.literal('sweep'), ...searchFields }),
  z.strictObject({
    study: z.literal('walk-forward'),
    ...searchFields,
    /** Bars of a training and a test window. */
    train: z.number().int().min(20).max(100_000),
    test: z.number().int().min(5).max(100_000),
    anchored: z.boolean(),
    /** Bars left out between training and test. */
    purge: z.number().int().min(0).max(1000),
  }),
  z.strictObject({
    study: z.literal('monte-carlo'),
    method: z.enum(['trades', 'shuffle', 'bootstrap', 'block', 'noise']),
    paths: z.number().int().min(100).max(20_000),
    /** Bars of a block. */
    block: z.number().int().min(1).max(500),
    /** Loss that counts as ruin, as a share of the capital. */
    ruinLoss: z.number().min(0.05).max(1),
    seed: z.number().int().nonnegative(),
  }),
]);
export type StudyQuery = z.infer<typeof studyQuerySchema>;
export type StudyKind = StudyQuery['study'];

export const studyRowSchema = z.strictObject({
  studyId: z.string(),
  strategyId: z.string(),
  study: z.enum(['sweep', 'walk-forward', 'monte-carlo']),
  /** What was asked, in a few words. */
  title: z.string(),
  status: z.enum(['running', 'complete', 'stopped', 'failed']),
  /** 0 to 1. */
  fraction: z.number(),
  what: z.string(),
  remainingMs: figure,
  startedAt: z.number(),
  /** Variants it has put into the ledger of trials. */
  tried: z.number().int(),
  reason: z.string(),
});

const parametersSchema = z.record(z.string(), z.number());
const variantSchema = z.strictObject({
  parameters: parametersSchema,
  score: figure,
  sharpe: figure,
  totalReturn: z.number(),
  maxDrawdown: z.number(),
  trades: z.number().int(),
});

const distributionSchema = z.strictObject({
  mean: z.number(),
  deviation: z.number(),
  quantiles: z.array(z.strictObject({ level: z.number(), value: z.number() })),
  /** Share of the paths that did worse than what really happened. */
  actualRank: z.number(),
});

export const studyResultSchema = z.discriminatedUnion('study', [
  z.strictObject({
    study: z.literal('sweep'),
    tried: z.number().int(),
    /** Points of the space. */
    size: z.number(),
    best: variantSchema.nullable(),
    /** The best ones, best first. */
    top: z.array(variantSchema).max(50),
    plateau: z
      .strictObject({
        neighbours: z.number().int(),
        stableShare: figure,
        meanScore: figure,
        lowestScore: figure,
        keep: z.number(),
      })
      .nullable(),
    heatMap: z
      .strictObject({
        x: z.string(),
        y: z.string(),
        xValues: z.array(z.number()),
        yValues: z.array(z.number()),
        scores: z.array(z.array(figure)),
      })
      .nullable(),
    objective: z.string(),
    /** Probability that the best one is more than the luck of all that were tried in this sweep. */
    deflatedSharpe: figure,
    notes: z.array(z.string()),
  }),
  z.strictObject({
    study: z.literal('walk-forward'),
    tried: z.number().int(),
    windows: z.array(
      z.strictObject({
        trainFrom: z.number(),
        trainTo: z.number(),
        testFrom: z.number(),
        testTo: z.number(),
        chosen: parametersSchema.nullable(),
        inSampleSharpe: figure,
        outOfSampleSharpe: figure,
        outOfSampleReturn: figure,
      }),
    ),
    time: z.array(z.number()),
    equity: z.array(z.number()),
    performance: performanceSchema.nullable(),
    efficiency: figure,
    profitableShare: figure,
    drift: z.array(
      z.strictObject({
        name: z.string(),
        values: z.array(figure),
        changedShare: figure,
        meanStep: figure,
      }),
    ),
    notes: z.array(z.string()),
  }),
  z.strictObject({
    study: z.literal('monte-carlo'),
    method: z.string(),
    paths: z.number().int(),
    observations: z.number().int(),
    /** Growth of 1 by level, at moments spread evenly from start to end. */
    bands: z.array(z.strictObject({ level: z.number(), values: z.array(z.number()) })),
    totalReturn: distributionSchema,
    maxDrawdown: distributionSchema,
    lossProbability: z.number(),
    ruinProbability: z.number(),
    ruinError: z.number(),
    actual: z.strictObject({ totalReturn: z.number(), maxDrawdown: z.number(), trades: z.number().int() }),
  }),
]);
export type StudyResult = z.infer<typeof studyResultSchema>;
