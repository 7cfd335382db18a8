/** Gate check: a strategy's loss of the day. */
import { amountText, defineCheck } from '../gate-check.ts';

export const strategyDailyLoss = defineCheck({
  code: 'strategy-daily-loss',
  purpose: 'Stops a strategy from entering when it lost its share of the day.',
  appliesTo: 'entries',
  refuse(_order, { deployment, strategyEquity, strategyDayPnl }) {
    if (!deployment) return 'No limits are known for this deployment.';
    // The share is of the equity the day began with.
    const allowed = deployment.limits.maxDailyLossShare * (strategyEquity - strategyDayPnl);
    if (!(-strategyDayPnl < allowed))
      return `The strategy lost ${amountText(-strategyDayPnl)} today; ${amountText(allowed)} stops its entries.`;
    return undefined;
  },
});
