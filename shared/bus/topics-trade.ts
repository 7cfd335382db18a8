/** Trade and risk topics: deployments, decisions, orders, fills, accounts, limits and breaches. */
import { z } from 'zod';
import { fillSchema } from '../domain/fill.ts';
import { portfolioLimitsSchema, strategyLimitsSchema } from '../domain/limits.ts';
import { environmentSchema, orderIntentSchema, orderSchema } from '../domain/order.ts';
import { accountSchema, positionSchema } from '../domain/position.ts';
import { topic } from './define-topic.ts';
import { placeSchema } from './topics-strategy.ts';

export const deploymentStatusSchema = z.enum(['requested', 'active', 'paused', 'draining', 'stopped', 'refused']);

export const deploymentSchema = z.strictObject({
  deploymentId: z.string(),
  strategyId: z.string(),
  specHash: z.string().length(64),
  environment: environmentSchema,
  datasetId: z.string(),
  limits: strategyLimitsSchema,
  /** Seal of the person's approval; null only in a backtest. */
  approvalHash: z.string().length(64).nullable(),
  status: deploymentStatusSchema,
  reason: z.string().max(300),
  /** End of the approval, UTC epoch milliseconds; null or absent in a backtest. */
  expiresAt: z.number().int().nullable().optional(),
});
export type Deployment = z.infer<typeof deploymentSchema>;

export const tradeTopics = {
  /** A research candidate enters the backtest environment. */
  'trade.backtest': topic(
    'TradeMessage',
    ['A3'],
    z.strictObject({
      deployment: deploymentSchema,
      place: placeSchema,
      regimeHash: z.string(),
      signalHash: z.string(),
    }),
  ),
  /** The simulated orders of a backtest are done; the whole result is an artefact. */
  'trade.run': topic(
    'TradeMessage',
    ['D3'],
    z.strictObject({
      deploymentId: z.string(),
      strategyId: z.string(),
      specHash: z.string().length(64),
      datasetId: z.string(),
      place: placeSchema,
      /** Artefact with trades, equity and refused orders, for the worst and the best intrabar case. */
      resultHash: z.string().length(64),
      trades: z.number().int(),
      refusedOrders: z.number().int(),
      finalEquity: z.number(),
    }),
  ),
  'trade.deployment': topic('TradeMessage', ['A3'], deploymentSchema, { durable: true }),
  /** A strategy decided something on a closed bar, and which rule said so. */
  'trade.signal': topic(
    'TradeMessage',
    ['D3'],
    z.strictObject({
      deploymentId: z.string(),
      symbol: z.string(),
      action: z.enum(['enter-long', 'exit-long', 'enter-short', 'exit-short']),
      time: z.number().int(),
      price: z.number(),
      rule: z.string().max(4000),
    }),
  ),
  'trade.intent': topic('TradeMessage', ['D3', 'M3'], orderIntentSchema, { durable: true }),
  'trade.refused': topic(
    'TradeMessage',
    ['D3', 'M3'],
    z.strictObject({ intent: orderIntentSchema, check: z.string(), reason: z.string().max(400) }),
    { durable: true },
  ),
  'trade.order': topic('TradeMessage', ['D3', 'M3'], orderSchema, { durable: true }),
  'trade.fill': topic('TradeMessage', ['D3', 'M3'], fillSchema, { durable: true }),
  'trade.account': topic(
    'TradeMessage',
    ['D3'],
    z.strictObject({ account: accountSchema, positions: z.array(positionSchema) }),
  ),
  'risk.limits': topic('RiskMessage', ['D2'], portfolioLimitsSchema, { durable: true }),
  'risk.snapshot': topic(
    'RiskMessage',
    ['D2'],
    z.strictObject({
      asOf: z.number().int(),
      environment: environmentSchema,
      equity: z.number(),
      grossExposure: z.number(),
      netExposure: z.number(),
      leverage: z.number(),
      drawdown: z.number(),
      dayPnl: z.number(),
      /** One-day historical value at risk at 95 %, positive = loss; null with too little history. */
      valueAtRisk: z.number().nullable(),
      bySymbol: z.record(z.string(), z.number()),
      bySector: z.record(z.string(), z.number()),
    }),
  ),
  /** A limit was reached; `reduce` and `halt` are acted on at once. */
  'risk.breach': topic(
    'RiskMessage',
    ['D2'],
    z.strictObject({
      code: z.string(),
      tier: z.enum(['warn', 'reduce', 'halt']),
      deploymentId: z.string().nullable(),
      value: z.number(),
      limit: z.number(),
      text: z.string().max(300),
    }),
    { durable: true },
  ),
};
