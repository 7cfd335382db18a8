/** Gate check: orders per minute, with a reserve that only closing orders may use. */
import { defineCheck } from '../gate-check.ts';

/** Share of the budget that entries may use; the rest is kept for exits. */
const entryShare = 0.8;

export const orderRate = defineCheck({
  code: 'order-rate',
  purpose: 'Stops a runaway strategy before it floods the broker; a fifth of the budget is kept for exits.',
  appliesTo: 'every-order',
  refuse({ intent }, { ordersInLastMinute }, { portfolio }) {
    if (intent.purpose === 'flatten' && intent.reduceOnly) return undefined;
    const budget = intent.reduceOnly
      ? portfolio.maxOrdersPerMinute
      : Math.max(1, Math.floor(portfolio.maxOrdersPerMinute * entryShare));
    if (!(ordersInLastMinute < budget))
      return `${ordersInLastMinute} orders in the last minute; ${intent.reduceOnly ? 'exits' : 'entries'} may use ${budget}.`;
    return undefined;
  },
});
