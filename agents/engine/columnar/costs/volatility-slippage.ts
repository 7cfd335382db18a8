/** Cost `volatility-slippage`: market and stop fills slip by a share of the recent volatility. */
import { defineCost } from './cost-model.ts';

export const volatilitySlippage = defineCost({
  name: 'volatility-slippage',
  description: 'market and stop fills slip by a share of the deviation of the last 20 bar returns, at least a floor',
  needsHistory: true,
  parameters: {
    share: { default: 0.1, min: 0, max: 10, description: 'share of the volatility of a bar' },
    floor: {
      default: 1,
      min: 0,
      max: 5000,
      description: 'basis points it is at least, and while volatility is unknown',
    },
  },
  slippage:
    ({ share = 0, floor = 0 }) =>
    (fill) =>
      Number.isNaN(fill.volatility) ? floor : Math.max(floor, fill.volatility * share * 10_000),
});
