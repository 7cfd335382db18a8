/** The portfolio limits in force: what the person set, else the cautious ones the desk starts with. */
import { type PortfolioLimits, portfolioLimitsSchema } from '../../shared/domain/limits.ts';
import { defaultPortfolioLimits } from '../engine/orders/default-limits.ts';
import type { SettingsStore } from '../store/settings.ts';

/** @returns a function that answers at once: the limits are read when the desk opens, agents cannot change them. */
export function portfolioLimitsOf(settings: Pick<SettingsStore, 'get'>): () => PortfolioLimits {
  const kept = portfolioLimitsSchema.safeParse(settings.get('portfolio-limits'));
  const limits = Object.freeze(kept.success ? kept.data : defaultPortfolioLimits);
  return () => limits;
}
