/** Bars in a year by timeframe: what annualisation multiplies by. */
import type { Timeframe } from '../../domain/bar.ts';

/** A US equity year: 252 sessions of 6.5 hours, 52 weeks, 12 months. */
export const periodsPerYear: Readonly<Record<Timeframe, number>> = {
  '1m': 252 * 390,
  '5m': 252 * 78,
  '15m': 252 * 26,
  '30m': 252 * 13,
  '1h': 252 * 6.5,
  '1d': 252,
  '1w': 52,
  '1mo': 12,
};
