/** Gate check: the quantity is a positive, finite number. */
import { defineCheck } from '../gate-check.ts';

export const quantityPositive = defineCheck({
  code: 'quantity-positive',
  purpose: 'Refuses zero, negative and unreadable quantities.',
  appliesTo: 'every-order',
  refuse({ intent, quantity }) {
    if (!(quantity > 0) || !Number.isFinite(quantity))
      return `The quantity must be above zero, not ${intent.quantity}.`;
    return undefined;
  },
});
