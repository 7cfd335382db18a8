/** Orders: the intent, its life, and why one may be refused. Prices and quantities are exact decimals. */
import { z } from 'zod';
import { decimalSchema } from '../core/decimal.ts';

export const environmentSchema = z.enum(['backtest', 'paper', 'live']);
export type Environment = z.infer<typeof environmentSchema>;

export const orderSideSchema = z.enum(['buy', 'sell']);
export type OrderSide = z.infer<typeof orderSideSchema>;

export const orderTypeSchema = z.enum(['market', 'limit', 'stop', 'stop-limit', 'trailing-stop']);
export const timeInForceSchema = z.enum(['day', 'gtc', 'opg', 'cls', 'ioc']);

/** What a strategy, the person or the kill switch wants; not yet allowed to be sent. */
export const orderIntentSchema = z.strictObject({
  /** Deterministic: hash of (deployment, decision, leg, attempt), at most 48 characters. */
  clientOrderId: z.string().min(8).max(48),
  deploymentId: z.string(),
  strategyId: z.string(),
  environment: environmentSchema,
  symbol: z.string().min(1).max(32),
  side: orderSideSchema,
  type: orderTypeSchema,
  timeInForce: timeInForceSchema,
  /** Shares or units, positive. */
  quantity: decimalSchema,
  limitPrice: decimalSchema.nullable(),
  stopPrice: decimalSchema.nullable(),
  /** Trailing distance in basis points of the best price since entry. */
  trailBps: z.number().positive().nullable(),
  /** True when the order may only shrink a position (exits, protective stops, flatten). */
  reduceOnly: z.boolean(),
  purpose: z.enum(['entry', 'exit', 'stop-loss', 'take-profit', 'trailing-stop', 'time-exit', 'flatten', 'rebalance']),
  /** Close time of the bar on which it was decided, or the moment a person asked. */
  decidedAt: z.number().int(),
  /** Last known price when it was decided: the reference of collars and slippage. */
  referencePrice: decimalSchema,
  /** The approval that covers it; null only in a backtest and for flattening. */
  approvalHash: z.string().length(64).nullable(),
});
export type OrderIntent = z.infer<typeof orderIntentSchema>;

/** `unknown` is a state: an order whose fate is not known freezes its symbol until it is looked up. */
export const orderStatuses = [
  'intended',
  'refused',
  'submitting',
  'unknown',
  'working',
  'partially-filled',
  'filled',
  'cancelling',
  'cancelled',
  'rejected',
  'expired',
] as const;
export const orderStatusSchema = z.enum(orderStatuses);
export type OrderStatus = z.infer<typeof orderStatusSchema>;

export const terminalStatuses: readonly OrderStatus[] = ['refused', 'filled', 'cancelled', 'rejected', 'expired'];

/** The order book of record's row. */
export const orderSchema = z.strictObject({
  intent: orderIntentSchema,
  status: orderStatusSchema,
  brokerOrderId: z.string().nullable(),
  filledQuantity: decimalSchema,
  /** Volume-weighted price of the fills; null before the first. */
  averagePrice: decimalSchema.nullable(),
  /** The refusing check or the broker's words; null while nothing is wrong. */
  reason: z.string().max(400).nullable(),
  updatedAt: z.number().int(),
});
export type Order = z.infer<typeof orderSchema>;
