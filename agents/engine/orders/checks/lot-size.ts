/** Gate check: the quantity is a whole number of lots, exactly. */
import { isMultipleOf } from '../exact-multiple.ts';
import { defineCheck } from '../gate-check.ts';

export const lotSize = defineCheck({
  code: 'lot-size',
  purpose: 'Refuses a quantity that is not a whole number of lots.',
  appliesTo: 'every-order',
  refuse({ intent }, { instrument }) {
    if (!instrument) return undefined; // another check's business
    if (!isMultipleOf(intent.quantity, instrument.lotSize))
      return `${intent.quantity} is not a multiple of the lot size ${instrument.lotSize}.`;
    return undefined;
  },
});
