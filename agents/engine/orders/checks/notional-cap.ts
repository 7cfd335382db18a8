/** Gate check: the value of one order. */
import { amountText, defineCheck, within } from '../gate-check.ts';

export const notionalCap = defineCheck({
  code: 'notional-cap',
  purpose: 'Refuses an order worth more than one order may be.',
  appliesTo: 'entries',
  refuse({ notional }, _context, { portfolio }) {
    if (!within(notional, portfolio.maxOrderNotional))
      return `The order is worth ${amountText(notional)}; one order may be worth ${amountText(portfolio.maxOrderNotional)}.`;
    return undefined;
  },
});
