/** What a backtest takes and what it gives: plain data that travels as an artefact. */
import { z } from 'zod';
import { timeframeSchema } from '../../../shared/domain/bar.ts';
import { tradeRecordSchema } from '../../../shared/domain/metrics.ts';

/** What trading costs. Slippage is paid by market and stop orders, per side. */
export const backtestCostsSchema = z.strictObject({
  commissionBps: z.number().nonnegative(),
  commissionPerShare: z.number().nonnegative(),
  /** Least commission of an order. */
  commissionMinimum: z.number().nonnegative(),
  slippageBps: z.number().nonnegative(),
});
export type BacktestCosts = z.infer<typeof backtestCostsSchema>;

/** A retail account in liquid shares: nothing per share, 1 bp commission, 2 bps slippage a side. */
export const defaultBacktestCosts: BacktestCosts = {
  commissionBps: 1,
  commissionPerShare: 0,
  commissionMinimum: 0,
  slippageBps: 2,
};

const openPositionSchema = z.strictObject({
  symbol: z.string(),
  quantity: z.number(),
  averagePrice: z.number(),
  marketPrice: z.number(),
  unrealisedPnl: z.number(),
  entryTime: z.number().int(),
});

export const backtestResultSchema = z.strictObject({
  schema: z.literal(1),
  strategyId: z.string(),
  specHash: z.string().length(64),
  datasetId: z.string(),
  /** True for the bundled sample market: every view says so. */
  synthetic: z.boolean(),
  timeframe: timeframeSchema,
  intrabar: z.enum(['worst', 'best']),
  symbols: z.array(z.string()),
  /** Symbols of the spec without bars in the dataset. */
  missingSymbols: z.array(z.string()),
  capital: z.number(),
  /** Bars before the first decision could be made. */
  warmUpBars: z.number().int(),
  /** Close times of the moments, and after each of them: equity, fall from the peak as a share, gross exposure over equity. */
  times: z.array(z.number()),
  equity: z.array(z.number()),
  drawdown: z.array(z.number()),
  exposure: z.array(z.number()),
  trades: z.array(tradeRecordSchema),
  /** Orders that the gate, or the account at the fill, turned down: the first 200, and the count of all. */
  refused: z.array(
    z.strictObject({
      time: z.number(),
      symbol: z.string(),
      purpose: z.string(),
      check: z.string(),
      reason: z.string(),
    }),
  ),
  refusedOrders: z.number().int(),
  openPositions: z.array(openPositionSchema),
  orders: z.number().int(),
  fills: z.number().int(),
  costs: z.strictObject({
    commission: z.number(),
    slippage: z.number(),
    dividends: z.number(),
    tradedNotional: z.number(),
  }),
  finalEquity: z.number(),
});
export type BacktestResult = z.infer<typeof backtestResultSchema>;
export type RefusedOrder = BacktestResult['refused'][number];
