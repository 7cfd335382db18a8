/** Sizing `cash`: the same sum of money. */
import { defineSizing } from './sizing-model.ts';

export const cash = defineSizing({
  name: 'cash',
  description: 'the same sum of money for every entry',
  parameters: { amount: { default: 10_000, min: 1e-9, max: 1e15, description: 'account currency' } },
  size:
    ({ amount = 0 }) =>
    (view) =>
      amount / view.price,
});
