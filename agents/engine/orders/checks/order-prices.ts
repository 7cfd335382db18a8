/** Gate check: each order type carries exactly the prices it needs, and they are positive. */
import type { OrderIntent } from '../../../../shared/domain/order.ts';
import { defineCheck } from '../gate-check.ts';

const needs: Readonly<Record<OrderIntent['type'], { limit: boolean; stop: boolean; trail: boolean }>> = {
  market: { limit: false, stop: false, trail: false },
  limit: { limit: true, stop: false, trail: false },
  stop: { limit: false, stop: true, trail: false },
  'stop-limit': { limit: true, stop: true, trail: false },
  'trailing-stop': { limit: false, stop: false, trail: true },
};

export const orderPrices = defineCheck({
  code: 'order-prices',
  purpose: 'Refuses a limit order without a limit, a market order with one, and prices that are zero or negative.',
  appliesTo: 'every-order',
  refuse({ intent, limitPrice, stopPrice, referencePrice }) {
    const need = needs[intent.type];
    if (need.limit !== (limitPrice !== null))
      return `A ${intent.type} order ${need.limit ? 'needs' : 'takes no'} limit price.`;
    // A trailing stop may carry the stop price it starts from.
    if (need.stop && stopPrice === null) return `A ${intent.type} order needs a stop price.`;
    if (!need.stop && !need.trail && stopPrice !== null) return `A ${intent.type} order takes no stop price.`;
    if (need.trail !== (intent.trailBps !== null))
      return `A ${intent.type} order ${need.trail ? 'needs' : 'takes no'} trailing distance.`;
    for (const price of [limitPrice, stopPrice, referencePrice])
      if (price !== null && !(price > 0 && Number.isFinite(price))) return `A price must be above zero, not ${price}.`;
    return undefined;
  },
});
