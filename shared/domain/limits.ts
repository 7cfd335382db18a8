/** Limits a person sets: for one approved strategy and for the whole portfolio. Agents read them, never write them. */
import { z } from 'zod';

export const strategyLimitsSchema = z.strictObject({
  /** Capital given to the strategy, in account currency. */
  capital: z.number().positive(),
  /** Largest share of the strategy's equity in one symbol, 0 to 1 (above 1 = leverage). */
  maxPositionShare: z.number().positive().max(2),
  /** Gross exposure over the strategy's equity. */
  maxGrossLeverage: z.number().positive().max(4),
  /** Loss in a day, share of the equity the day began with, at which the strategy stops entering. */
  maxDailyLossShare: z.number().positive().max(1),
  /** Fall from the strategy's peak equity, share of that peak, at which the strategy is flattened. */
  maxDrawdownShare: z.number().positive().max(1),
});
export type StrategyLimits = z.infer<typeof strategyLimitsSchema>;

export const portfolioLimitsSchema = z.strictObject({
  maxOrderNotional: z.number().positive(),
  maxOrderQuantity: z.number().positive(),
  /** How far a limit or reference price may be from the last price. */
  priceCollarBps: z.number().positive(),
  maxOrdersPerMinute: z.number().int().positive(),
  maxGrossLeverage: z.number().positive(),
  maxSymbolShare: z.number().positive(),
  maxSectorShare: z.number().positive(),
  maxDailyLossShare: z.number().positive(),
  maxDrawdownShare: z.number().positive(),
  /** Oldest quote an order may be based on, in milliseconds of market time. */
  maxQuoteAgeMs: z.number().positive(),
});
export type PortfolioLimits = z.infer<typeof portfolioLimitsSchema>;
