/** Job `first-look`: rule activity on all symbols, and both proofs on a few, in one go: what every candidate of a search is asked. */
import { z } from 'zod';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { defineJob } from './job-kit.ts';
import { type LookAheadJobOutput, lookAheadJob } from './look-ahead.ts';
import { type RuleActivityJobOutput, ruleActivityJob } from './rule-activity.ts';
import { type WarmUpJobOutput, warmUpJob } from './warm-up.ts';

export const firstLookJobInputSchema = z.strictObject({
  spec: strategySpecSchema,
  datasetId: z.string(),
  regimeHash: z.string(),
  signalHash: z.string(),
  seed: z.number().int(),
  /** Symbols that the two proofs look at, and the cuts of each in the look-ahead proof. */
  symbols: z.number().int().min(1).max(200),
  cuts: z.number().int().min(1).max(100),
});
export type FirstLookJobInput = z.input<typeof firstLookJobInputSchema>;

export interface FirstLookJobOutput {
  readonly activity: RuleActivityJobOutput;
  readonly lookAhead: LookAheadJobOutput;
  readonly warmUp: WarmUpJobOutput;
}

export const firstLookJob = defineJob(
  'first-look',
  firstLookJobInputSchema,
  async ({ symbols, cuts, seed, ...request }, services): Promise<FirstLookJobOutput> => ({
    activity: await ruleActivityJob.run(request, services),
    lookAhead: await lookAheadJob.run({ ...request, seed, symbols, cuts }, services),
    warmUp: await warmUpJob.run({ ...request, seed, symbols, recursion: false }, services),
  }),
);
