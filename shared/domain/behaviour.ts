/** How a candidate behaves among its siblings: what it resembles, and the place it holds in the variety of a run. */
import { z } from 'zod';

/** All of it is measured on the in-sample part: the generator may read it. */
export const behaviourSchema = z.strictObject({
  /** 1 less the likeness to the nearest earlier candidate: half trade overlap, half return correlation; 1 for the first. */
  novelty: z.number().min(0).max(1),
  /** The nearest earlier candidate of the run; null for the first. */
  nearest: z.string().nullable(),
  /** Weeks and symbols both hold on the same side over those either holds. */
  tradeOverlap: z.number().min(0).max(1),
  /** Correlation of weekly returns; 0 where undefined. */
  returnCorrelation: z.number().min(-1).max(1),
  /** Regime in which it earns most per bar for its risk; `any` where regimes are unknown. */
  regime: z.enum(['bull', 'bear', 'sideways', 'any']),
  /** Mean bars a trade is held; 0 without trades. */
  holdingBars: z.number().nonnegative(),
  /** Artefact with its weekly returns and holdings, in sample. */
  behaviourHash: z.string().length(64),
});
export type Behaviour = z.infer<typeof behaviourSchema>;

/** Elites of a run by family, holding time and regime, and for each regime the few that complement each other best. */
export const archiveSchema = z.strictObject({
  generation: z.number().int(),
  cells: z
    .array(
      z.strictObject({
        family: z.string(),
        holding: z.enum(['days', 'weeks', 'months']),
        regime: behaviourSchema.shape.regime,
        strategyId: z.string(),
        score: z.number(),
      }),
    )
    .max(200),
  portfolios: z
    .array(
      z.strictObject({
        regime: behaviourSchema.shape.regime,
        strategyIds: z.array(z.string()).max(10),
        /** Annual Sharpe ratio of holding them in equal parts, in sample, in all weather; null where undefined. */
        sharpe: z.number().nullable(),
        /** Mean of the pairwise correlations of weekly returns; null for fewer than two. */
        meanCorrelation: z.number().nullable(),
      }),
    )
    .max(4),
});
export type Archive = z.infer<typeof archiveSchema>;
