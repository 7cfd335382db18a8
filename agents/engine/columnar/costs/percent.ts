/** Cost `percent`: a share of the traded notional. */
import { defineCost } from './cost-model.ts';

export const percent = defineCost({
  name: 'percent',
  description: 'a percentage of the traded notional, at least the minimum and at most the maximum per order',
  parameters: {
    percent: { default: 0.1, min: 0, max: 50, description: 'percent of the notional' },
    minimum: { default: 0, min: 0, max: 10_000, description: 'least per order' },
    maximum: { default: 1e9, min: 0, max: 1e9, description: 'most per order' },
  },
  fee: ({ percent: rate = 0, minimum = 0, maximum = 1e9 }) => {
    const share = rate / 100;
    return (quantity, notional) => (quantity === 0 ? 0 : Math.min(maximum, Math.max(minimum, notional * share)));
  },
});
