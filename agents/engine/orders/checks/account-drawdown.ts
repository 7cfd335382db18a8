/** Gate check: the account's fall from its peak. */
import { defineCheck, percentText } from '../gate-check.ts';

export const accountDrawdown = defineCheck({
  code: 'account-drawdown',
  purpose: 'Stops all entries when the account has fallen too far from its peak.',
  appliesTo: 'entries',
  refuse(_order, { drawdown }, { portfolio }) {
    if (!(drawdown < portfolio.maxDrawdownShare))
      return `The account is ${percentText(drawdown)} below its peak; ${percentText(portfolio.maxDrawdownShare)} stops entries.`;
    return undefined;
  },
});
