/** Job `look-ahead`: proves on real bars that no signal or size moves when the future is cut off or scrambled. */
import { z } from 'zod';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { indicatorColumns } from '../studies/indicator-columns.ts';
import { findLookAhead, type LookAheadFinding } from '../studies/look-ahead.ts';
import { defineJob } from './job-kit.ts';
import { studyInputs } from './symbol-inputs.ts';

export const lookAheadJobInputSchema = z.strictObject({
  spec: strategySpecSchema,
  datasetId: z.string(),
  regimeHash: z.string(),
  signalHash: z.string(),
  seed: z.number().int().default(1),
  /** Cut points per symbol. */
  cuts: z.number().int().min(1).max(100).default(16),
  /** Symbols looked at, drawn by the seed. */
  symbols: z.number().int().min(1).max(200).default(5),
});
export type LookAheadJobInput = z.input<typeof lookAheadJobInputSchema>;
export type LookAheadJobOutput = LookAheadFinding;

export const lookAheadJob = defineJob(
  'look-ahead',
  lookAheadJobInputSchema,
  async (input, services): Promise<LookAheadJobOutput> => {
    const { compiled, inputs } = await studyInputs(input, services);
    return findLookAhead(
      (symbol) => ({ ...compiled.signals(symbol), columns: indicatorColumns(compiled, symbol) }),
      inputs,
      input.cuts,
      input.seed,
    );
  },
);
