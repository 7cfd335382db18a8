/** Gate check: the account can pay for what the order opens. */
import { amountText, defineCheck, within } from '../gate-check.ts';

export const buyingPower = defineCheck({
  code: 'buying-power',
  purpose: 'Refuses an order the account could not pay for, working orders counted.',
  appliesTo: 'entries',
  refuse({ openingNotional }, context) {
    if (!within(openingNotional, context.buyingPower))
      return `The order needs ${amountText(openingNotional)} of buying power; ${amountText(context.buyingPower)} are left.`;
    return undefined;
  },
});
