/** Cost `per-trade`: a fixed sum per order that fills. */
import { defineCost } from './cost-model.ts';

export const perTrade = defineCost({
  name: 'per-trade',
  description: 'a fixed sum per order that has any fill',
  parameters: { amount: { default: 1, min: 0, max: 10_000, description: 'account currency per order' } },
  fee:
    ({ amount = 0 }) =>
    (quantity) =>
      quantity === 0 ? 0 : amount,
});
