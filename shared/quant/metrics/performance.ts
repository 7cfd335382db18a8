/** The statistics every screen and report shows, from an equity curve and its round trips. */
import type { Performance, TradeRecord } from '../../domain/metrics.ts';
import { mean, rawKurtosis, skewness } from '../statistics/moments.ts';
import {
  annualReturn,
  annualVolatility,
  calmarRatio,
  longestDrawdown,
  maxDrawdown,
  returnsOf,
  sharpeRatio,
  sortinoRatio,
  totalReturn,
} from './returns.ts';

export interface PerformanceInput {
  /** Equity before the first bar, then after each: one more than there are bars. */
  readonly equity: ArrayLike<number>;
  readonly trades: readonly Pick<TradeRecord, 'pnl'>[];
  readonly periodsPerYear: number;
  /** Gross exposure over equity per bar. */
  readonly exposure: ArrayLike<number>;
  /** Traded notional, both sides. */
  readonly tradedNotional: number;
  /** Commission, fees and slippage. */
  readonly costs: number;
}

/** Undefined statistics are null. */
export function computePerformance(input: PerformanceInput): Performance {
  const { equity, trades, periodsPerYear, exposure } = input;
  const returns = returnsOf(equity);
  const bars = returns.length;
  const wins = trades.filter((t) => t.pnl > 0);
  const won = wins.reduce((sum, t) => sum + t.pnl, 0);
  const lost = trades.reduce((sum, t) => sum + Math.min(0, t.pnl), 0);
  let exposed = 0;
  for (let i = 0; i < exposure.length; i++) if ((exposure[i] as number) > 0) exposed++;
  const years = bars / periodsPerYear;
  return {
    bars,
    trades: trades.length,
    totalReturn: statistic(totalReturn(returns)),
    annualReturn: statistic(annualReturn(returns, periodsPerYear)),
    annualVolatility: statistic(annualVolatility(returns, periodsPerYear)),
    sharpe: statistic(sharpeRatio(returns, periodsPerYear)),
    sortino: statistic(sortinoRatio(returns, periodsPerYear)),
    calmar: statistic(calmarRatio(returns, periodsPerYear)),
    maxDrawdown: statistic(maxDrawdown(returns)),
    maxDrawdownBars: longestDrawdown(returns),
    winRate: statistic(trades.length === 0 ? Number.NaN : wins.length / trades.length),
    profitFactor: statistic(lost === 0 ? Number.NaN : won / -lost),
    expectancy: statistic(trades.length === 0 ? Number.NaN : (won + lost) / trades.length),
    exposure: statistic(exposure.length === 0 ? Number.NaN : exposed / exposure.length),
    turnover: statistic(years > 0 ? input.tradedNotional / mean(equity) / years : Number.NaN),
    costs: input.costs,
    barSharpe: statistic(sharpeRatio(returns, 1)),
    skewness: statistic(skewness(returns)),
    kurtosis: statistic(rawKurtosis(returns)),
  };
}

/** A finite number or null; a negative zero is a zero. */
export const statistic = (value: number): number | null => (Number.isFinite(value) ? value + 0 : null);
