/** Gate check: one client order id is one order, for ever. */
import { defineCheck } from '../gate-check.ts';

export const duplicateOrder = defineCheck({
  code: 'duplicate-order',
  purpose: 'Refuses an order id that was used before, so that a repeated message never becomes a second order.',
  appliesTo: 'every-order',
  refuse({ intent }, { duplicate }) {
    return duplicate ? `Order ${intent.clientOrderId} exists already.` : undefined;
  },
});
