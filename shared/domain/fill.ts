/** Fills: executions keyed by the broker's execution id, applied exactly once. */
import { z } from 'zod';
import { decimalSchema } from '../core/decimal.ts';
import { environmentSchema, orderSideSchema } from './order.ts';

export const fillSchema = z.strictObject({
  executionId: z.string().min(1).max(80),
  clientOrderId: z.string(),
  deploymentId: z.string(),
  strategyId: z.string(),
  environment: environmentSchema,
  symbol: z.string(),
  side: orderSideSchema,
  quantity: decimalSchema,
  price: decimalSchema,
  /** Commission and exchange fees in account currency, never negative. */
  fees: decimalSchema,
  /** Slippage against the reference price, positive when it cost money. */
  slippageBps: z.number(),
  filledAt: z.number().int(),
});
export type Fill = z.infer<typeof fillSchema>;
