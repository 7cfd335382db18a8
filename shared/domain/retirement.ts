/** When a strategy is to be retired: the rule written with its verdict, and how it stands in paper or live trading. */
import { z } from 'zod';

export const retirementRuleSchema = z.strictObject({
  schema: z.literal(1),
  barsPerYear: z.number().positive(),
  /** Mean and deviation of one bar's return that trading is held to. */
  expectedMean: z.number(),
  deviation: z.number().positive(),
  /** Sequential probability ratio test against a mean of zero: its error rates and its two bounds. */
  sprt: z.strictObject({
    falseAlarm: z.number(),
    missed: z.number(),
    goneAt: z.number(),
    wellAt: z.number(),
    /** Bars until it ends on average when the edge is gone. */
    barsToNotice: z.number(),
  }),
  /** Cumulative sum in deviations: an alarm pauses. */
  cusum: z.strictObject({
    slack: z.number(),
    threshold: z.number(),
    /** Bars between two false alarms on average, and bars until a true one when the edge has turned against it. */
    falseAlarmBars: z.number(),
    barsToNotice: z.number(),
  }),
  /** Fall from the peak, as a share, that pauses it: well beyond anything in the backtest. */
  pauseDrawdown: z.number().positive().max(1),
});
export type RetirementRule = z.infer<typeof retirementRuleSchema>;

export const healthStatusSchema = z.enum(['too-early', 'as-expected', 'weak', 'pause', 'retire']);

/** How a deployment does against its rule. */
export const strategyHealthSchema = z.strictObject({
  deploymentId: z.string(),
  strategyId: z.string(),
  environment: z.enum(['backtest', 'paper', 'live']),
  /** Market time of the last bar counted. */
  asOf: z.number().int(),
  bars: z.number().int().nonnegative(),
  /** Mean return of a bar so far against the expected one; null without bars. */
  meanReturn: z.number().nullable(),
  expectedMean: z.number(),
  /** Log-likelihood ratio of "the edge is gone", and the bound at which it is. */
  gone: z.number(),
  goneAt: z.number(),
  cusum: z.number(),
  cusumAt: z.number(),
  drawdown: z.number(),
  status: healthStatusSchema,
  text: z.string().max(400),
});
export type StrategyHealth = z.infer<typeof strategyHealthSchema>;
