/** Job `warm-up`: are the signals the same when the history starts later? */
import { z } from 'zod';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { indicatorColumns } from '../studies/indicator-columns.ts';
import { findRecursion } from '../studies/recursion.ts';
import { findWarmUpDrift, type WarmUpFinding } from '../studies/warm-up.ts';
import { defineJob } from './job-kit.ts';
import { studyInputs } from './symbol-inputs.ts';

export const warmUpJobInputSchema = z.strictObject({
  spec: strategySpecSchema,
  datasetId: z.string(),
  regimeHash: z.string(),
  signalHash: z.string(),
  seed: z.number().int().default(1),
  symbols: z.number().int().min(1).max(200).default(5),
  /** Bars a recursive indicator is given to forget its start, on top of the warm-up. */
  settleBars: z.number().int().min(0).max(5000).default(200),
  /** Share of bars that may differ. */
  threshold: z.number().min(0).max(1).default(0.01),
  /** Whether to work out as well how long each indicator remembers its start. */
  recursion: z.boolean().default(true),
});
export type WarmUpJobInput = z.input<typeof warmUpJobInputSchema>;
export type WarmUpJobOutput = WarmUpFinding;

export const warmUpJob = defineJob(
  'warm-up',
  warmUpJobInputSchema,
  async (input, services): Promise<WarmUpJobOutput> => {
    const { compiled, inputs } = await studyInputs(input, services);
    const found = findWarmUpDrift((symbol) => compiled.signals(symbol), inputs, input);
    if (!input.recursion) return found;
    return {
      ...found,
      recursive: findRecursion((symbol) => indicatorColumns(compiled, symbol), compiled.warmUp, inputs),
    };
  },
);
