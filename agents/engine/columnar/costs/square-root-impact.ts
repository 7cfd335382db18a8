/** Cost `square-root-impact`: a fill moves the price with the root of its share of the volume. */
import { defineCost } from './cost-model.ts';

export const squareRootImpact = defineCost({
  name: 'square-root-impact',
  description: 'impact = coefficient x volatility of a bar x root(quantity / mean volume of the last 20 bars)',
  source: 'Almgren, Thum, Hauptmann, Li (2005), Direct estimation of equity market impact; Toth et al. (2011)',
  needsHistory: true,
  parameters: {
    coefficient: {
      default: 1,
      min: 0,
      max: 20,
      description: 'impact at a quantity of one mean volume, in volatilities',
    },
  },
  slippage:
    ({ coefficient = 0 }) =>
    (fill) =>
      Number.isNaN(fill.volatility) || !(fill.averageVolume > 0)
        ? 0
        : coefficient * fill.volatility * Math.sqrt(fill.quantity / fill.averageVolume) * 10_000,
});
