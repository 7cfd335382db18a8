/** Cost `per-share`: money per share, with a least and a most per order. */
import { defineCost } from './cost-model.ts';

export const perShare = defineCost({
  name: 'per-share',
  description: 'account currency per share, at least the minimum and at most a share of the notional per order',
  parameters: {
    rate: { default: 0.005, min: 0, max: 100, description: 'account currency per share' },
    minimum: { default: 0, min: 0, max: 10_000, description: 'least per order' },
    most: { default: 1, min: 0, max: 1, description: 'most per order as a share of its notional' },
  },
  fee:
    ({ rate = 0, minimum = 0, most = 1 }) =>
    (quantity, notional) =>
      quantity === 0
        ? 0
        : Math.min(Math.max(minimum, quantity * rate), most < 1 ? notional * most : Number.POSITIVE_INFINITY),
});
