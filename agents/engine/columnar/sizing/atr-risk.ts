/** Sizing `atr-risk`: a share of the account is lost when the price moves a number of average ranges. */
import { defineSizing } from './sizing-model.ts';

export const atrRisk = defineSizing({
  name: 'atr-risk',
  description: 'risks a percentage of equity over a distance of so many average true ranges',
  parameters: {
    risk: { default: 1, min: 0.01, max: 50, description: 'percent of equity at risk' },
    multiple: { default: 2, min: 0.1, max: 50, description: 'average true ranges to the stop' },
    lookback: { default: 14, min: 2, max: 200, description: 'bars of the average true range' },
  },
  needs: 'range',
  size:
    ({ risk = 0, multiple = 1 }) =>
    (view) =>
      view.range > 0 ? (view.equity * risk) / 100 / (view.range * multiple) : Number.NaN,
});
