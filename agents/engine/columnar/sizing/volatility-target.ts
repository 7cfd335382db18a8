/** Sizing `volatility-target`: a position whose annual volatility is the one that is wanted. */
import { defineSizing } from './sizing-model.ts';

export const volatilityTarget = defineSizing({
  name: 'volatility-target',
  description: 'scales the position to an annual volatility of the account, up to a most',
  parameters: {
    annual: { default: 15, min: 0.1, max: 200, description: 'wanted annual volatility in percent' },
    lookback: { default: 20, min: 5, max: 500, description: 'bars over which volatility is measured' },
    most: { default: 100, min: 0.1, max: 1000, description: 'most percent of equity' },
  },
  needs: 'volatility',
  size:
    ({ annual = 0, most = 0 }) =>
    (view) =>
      view.volatility > 0
        ? (view.equity * Math.min(annual / 100 / view.volatility, most / 100)) / view.price
        : Number.NaN,
});
