/** The statistics of a backtest or a live record, as every screen and report shows them. */
import { z } from 'zod';

/** A statistic may be undefined (null), never infinite. Shares are fractions (0.1 = 10 %). */
const statistic = z.number().nullable();

export const performanceSchema = z.strictObject({
  bars: z.number().int().nonnegative(),
  trades: z.number().int().nonnegative(),
  totalReturn: statistic,
  annualReturn: statistic,
  annualVolatility: statistic,
  sharpe: statistic,
  sortino: statistic,
  calmar: statistic,
  maxDrawdown: statistic,
  /** Longest time under water in bars. */
  maxDrawdownBars: z.number().int().nonnegative(),
  winRate: statistic,
  profitFactor: statistic,
  /** Mean net profit per trade in account currency. */
  expectancy: statistic,
  /** Share of bars with a position. */
  exposure: statistic,
  /** Annual traded notional over mean equity. */
  turnover: statistic,
  /** Commission, fees and slippage in account currency. */
  costs: z.number().nonnegative(),
  /** Per-bar Sharpe ratio, skewness and raw kurtosis (normal = 3): inputs of the deflated Sharpe ratio. */
  barSharpe: statistic,
  skewness: statistic,
  kurtosis: statistic,
});
export type Performance = z.infer<typeof performanceSchema>;

/** One closed round trip. */
export const tradeRecordSchema = z.strictObject({
  symbol: z.string(),
  side: z.enum(['long', 'short']),
  quantity: z.number(),
  entryTime: z.number().int(),
  entryPrice: z.number(),
  exitTime: z.number().int(),
  exitPrice: z.number(),
  exitReason: z.string(),
  fees: z.number(),
  /** Net of fees, in account currency. */
  pnl: z.number(),
  barsHeld: z.number().int(),
});
export type TradeRecord = z.infer<typeof tradeRecordSchema>;
