/** Gate check: the size of one order. */
import { amountText, defineCheck, within } from '../gate-check.ts';

export const quantityCap = defineCheck({
  code: 'quantity-cap',
  purpose: 'Refuses an order of more shares than one order may have.',
  appliesTo: 'entries',
  refuse({ quantity }, _context, { portfolio }) {
    if (!within(quantity, portfolio.maxOrderQuantity))
      return `The order is for ${amountText(quantity)} shares; one order may have ${amountText(portfolio.maxOrderQuantity)}.`;
    return undefined;
  },
});
