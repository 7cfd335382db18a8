/** Gate check: the account's loss of the day. */
import { defineCheck, percentText } from '../gate-check.ts';

export const accountDailyLoss = defineCheck({
  code: 'account-daily-loss',
  purpose: 'Stops all entries when the account has lost its share of the day.',
  appliesTo: 'entries',
  refuse(_order, { dayPnl, equity }, { portfolio }) {
    // The share is of the equity the day began with.
    if (!(-dayPnl < portfolio.maxDailyLossShare * (equity - dayPnl)))
      return `The account lost ${percentText(-dayPnl / (equity - dayPnl))} today; ${percentText(portfolio.maxDailyLossShare)} stops entries.`;
    return undefined;
  },
});
