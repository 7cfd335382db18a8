/** Signals and regimes: what fusion and macro say about the market at a moment. */
import { z } from 'zod';

export const contributionSchema = z.strictObject({
  /** The modality, e.g. `momentum`, `reversal`, `volume`, `news`. */
  modality: z.string(),
  /** -1 (down) to 1 (up). */
  score: z.number().min(-1).max(1),
  /** Share of the fused score, 0 to 1. */
  weight: z.number().min(0).max(1),
});

export const fusedSignalSchema = z.strictObject({
  symbol: z.string(),
  /** -1 (down) to 1 (up). */
  score: z.number().min(-1).max(1),
  /** Interval of the score at the stated coverage. */
  lower: z.number(),
  upper: z.number(),
  /** Nominal coverage of the interval, e.g. 0.9. */
  coverage: z.number(),
  /** Share of past intervals that held the outcome; null before there were enough. */
  measuredCoverage: z.number().nullable(),
  contributions: z.array(contributionSchema),
  /** Modalities that disagree in sign, and which one weighed more. */
  conflicts: z.array(z.strictObject({ between: z.array(z.string()), winner: z.string(), text: z.string().max(200) })),
});
export type FusedSignal = z.infer<typeof fusedSignalSchema>;

export const regimeLabels = ['bull', 'bear', 'sideways'] as const;
export const regimeLabelSchema = z.enum(regimeLabels);
export type RegimeLabel = z.infer<typeof regimeLabelSchema>;

export const regimeStateSchema = z.strictObject({
  label: regimeLabelSchema,
  volatility: z.enum(['low', 'normal', 'high']),
  probabilities: z.strictObject({ bull: z.number(), bear: z.number(), sideways: z.number() }),
});
export type RegimeState = z.infer<typeof regimeStateSchema>;
