/** Positions and the account, made from fills only. */
import { z } from 'zod';
import { decimalSchema } from '../core/decimal.ts';
import { environmentSchema } from './order.ts';

export const positionSchema = z.strictObject({
  environment: environmentSchema,
  deploymentId: z.string(),
  strategyId: z.string(),
  symbol: z.string(),
  /** Negative when short. */
  quantity: decimalSchema,
  averagePrice: decimalSchema,
  /** Last known price. */
  marketPrice: decimalSchema,
  marketValue: decimalSchema,
  unrealisedPnl: decimalSchema,
  realisedPnl: decimalSchema,
  /** Price of the protective stop in force; null when unprotected. */
  protectiveStop: decimalSchema.nullable(),
  openedAt: z.number().int(),
});
export type Position = z.infer<typeof positionSchema>;

export const accountSchema = z.strictObject({
  environment: environmentSchema,
  broker: z.string(),
  currency: z.string().length(3),
  cash: decimalSchema,
  equity: decimalSchema,
  buyingPower: decimalSchema,
  /** Change since the last session's close. */
  dayPnl: decimalSchema,
  asOf: z.number().int(),
});
export type Account = z.infer<typeof accountSchema>;
