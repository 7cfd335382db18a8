/** Data topics: what D1 brings in, D4's fused signals, A0's regime, and replayed bars. */
import { z } from 'zod';
import { barSchema } from '../domain/bar.ts';
import { newsItemSchema, seriesInfoSchema } from '../domain/dataset.ts';
import { fusedSignalSchema, regimeStateSchema } from '../domain/signal.ts';
import { topic } from './define-topic.ts';

export const dataTopics = {
  /** A dataset snapshot is ready; its columns are read by id, they never travel on the bus. */
  'data.dataset': topic(
    'DataMessage',
    ['D1'],
    z.strictObject({
      datasetId: z.string(),
      name: z.string(),
      synthetic: z.boolean(),
      source: z.string(),
      benchmark: z.string().nullable(),
      series: z.array(seriesInfoSchema.omit({ issues: true })),
      newsCount: z.number().int(),
    }),
  ),
  'data.news': topic(
    'DataMessage',
    ['D1'],
    z.strictObject({ datasetId: z.string(), items: z.array(newsItemSchema).max(200) }),
  ),
  /** One closed bar of market replay (or, later, a live feed). */
  'data.bar': topic(
    'DataMessage',
    ['D1'],
    z.strictObject({ sessionId: z.string(), index: z.number().int(), bar: barSchema }),
  ),
  /** Every bar of one moment has been published; strategies may decide now. */
  'data.moment': topic(
    'DataMessage',
    ['D1'],
    z.strictObject({
      sessionId: z.string(),
      datasetId: z.string(),
      time: z.number().int(),
      /** Moments done and in all. */
      step: z.number().int(),
      of: z.number().int(),
    }),
  ),
  'data.signals': topic(
    'DataMessage',
    ['D4'],
    z.strictObject({
      datasetId: z.string(),
      asOf: z.number().int(),
      signals: z.array(fusedSignalSchema),
      /** Artefact with the signal of every symbol and day, for rules that call `signal()`. */
      historyHash: z.string(),
    }),
  ),
  'data.regime': topic(
    'DataMessage',
    ['A0'],
    z.strictObject({
      datasetId: z.string(),
      asOf: z.number().int(),
      current: regimeStateSchema,
      /** Plain words: what drives it. */
      summary: z.string().max(600),
      /** Artefact with the walk-forward regime of every day, for rules that call `regime()`. */
      historyHash: z.string(),
      /** Share of days in each regime. */
      shares: z.strictObject({ bull: z.number(), bear: z.number(), sideways: z.number() }),
    }),
  ),
};
