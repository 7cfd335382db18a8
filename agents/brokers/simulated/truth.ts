/** The simulated broker's own truth: orders, executions, sub-account positions and cash, as JSON that survives a restart. */
import { z } from 'zod';
import { decimalSchema } from '../../../shared/core/decimal.ts';
import { orderIntentSchema } from '../../../shared/domain/order.ts';

const truthOrderSchema = z.strictObject({
  intent: orderIntentSchema,
  brokerOrderId: z.string(),
  parentOrderId: z.string().nullable(),
  ocoGroup: z.string().nullable(),
  filledQuantity: decimalSchema,
  status: z.enum(['working', 'partially-filled', 'filled', 'cancelled', 'rejected', 'expired']),
  reason: z.string().nullable(),
});
export type TruthOrder = z.infer<typeof truthOrderSchema>;

const executionSchema = z.strictObject({
  executionId: z.string(),
  clientOrderId: z.string(),
  symbol: z.string(),
  side: z.enum(['buy', 'sell']),
  quantity: decimalSchema,
  price: decimalSchema,
  fees: decimalSchema,
  slippageBps: z.number(),
  at: z.number(),
});

export const truthSchema = z.strictObject({
  schema: z.literal(1),
  cash: decimalSchema,
  /** Number of the next broker order and execution id. */
  nextOrder: z.number().int(),
  nextExecution: z.number().int(),
  orders: z.array(truthOrderSchema),
  executions: z.array(executionSchema),
  positions: z.array(z.strictObject({ deploymentId: z.string(), symbol: z.string(), quantity: decimalSchema })),
  /** Last price of each symbol and when it was known. */
  prices: z.array(z.strictObject({ symbol: z.string(), price: z.number(), at: z.number() })),
  /** Dividends already paid, as `symbol@time`: a bar that is fed twice pays once. */
  paid: z.array(z.string()),
});
export type Truth = z.infer<typeof truthSchema>;

/** Closed orders, executions and dividend marks that are kept; older ones are forgotten, oldest first. */
export const kept = { orders: 200, executions: 500, paid: 400 } as const;
