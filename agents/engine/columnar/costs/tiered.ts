/** Cost `tiered`: a percentage that falls with the size of the order, marginal like income tax. */
import { defineCost } from './cost-model.ts';

export const tiered = defineCost({
  name: 'tiered',
  description: 'three marginal rates by notional of the order: up to the first bound, up to the second, beyond it',
  parameters: {
    low: { default: 0.1, min: 0, max: 50, description: 'percent up to the first bound' },
    middle: { default: 0.05, min: 0, max: 50, description: 'percent between the bounds' },
    high: { default: 0.02, min: 0, max: 50, description: 'percent beyond the second bound' },
    first: { default: 10_000, min: 0, max: 1e12, description: 'first bound in account currency' },
    second: { default: 100_000, min: 0, max: 1e12, description: 'second bound in account currency' },
  },
  fee:
    ({ low = 0, middle = 0, high = 0, first = 0, second = 0 }) =>
    (_quantity, notional) => {
      const top = Math.max(first, second);
      return (
        (Math.min(notional, first) * low +
          Math.max(0, Math.min(notional, top) - first) * middle +
          Math.max(0, notional - top) * high) /
        100
      );
    },
});
