/** Portfolio limits of a backtest: the account holds nothing but the strategy, so its own limits decide. */
import type { PortfolioLimits, StrategyLimits } from '../../../shared/domain/limits.ts';
import { defaultPortfolioLimits } from '../orders/default-limits.ts';

/** Caps on single orders grow with the account; shares of symbols and sectors are the strategy's business here. */
export const backtestPortfolioLimits = (limits: StrategyLimits): PortfolioLimits => ({
  ...defaultPortfolioLimits,
  maxOrderNotional: 1e12,
  maxOrderQuantity: 1e12,
  maxOrdersPerMinute: 100_000,
  maxGrossLeverage: limits.maxGrossLeverage,
  maxSymbolShare: limits.maxPositionShare,
  maxSectorShare: limits.maxGrossLeverage,
  maxDailyLossShare: limits.maxDailyLossShare,
  maxDrawdownShare: limits.maxDrawdownShare,
});
