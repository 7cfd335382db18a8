/** The limits a desk starts with: for the portfolio, and for a strategy until a person sets others. */
import type { PortfolioLimits, StrategyLimits } from '../../../shared/domain/limits.ts';

/** A cautious paper account of a million. */
export const defaultPortfolioLimits: PortfolioLimits = {
  maxOrderNotional: 500_000,
  maxOrderQuantity: 1_000_000,
  priceCollarBps: 1000,
  maxOrdersPerMinute: 120,
  maxGrossLeverage: 2,
  maxSymbolShare: 0.25,
  maxSectorShare: 0.5,
  maxDailyLossShare: 0.05,
  maxDrawdownShare: 0.25,
  maxQuoteAgeMs: 60_000,
};

/** What a candidate is tested with, and what a dossier offers for approval. */
export const defaultStrategyLimits: StrategyLimits = {
  capital: 100_000,
  maxPositionShare: 1,
  maxGrossLeverage: 2,
  maxDailyLossShare: 0.1,
  maxDrawdownShare: 0.35,
};

/** Capital the simulated account opens with. */
export const paperCapital = 1_000_000;

/** Days an approval lasts unless the person says otherwise. */
export const approvalDays = 30;
