/** Gate check: a strategy's fall from its peak. */
import { defineCheck, percentText } from '../gate-check.ts';

export const strategyDrawdown = defineCheck({
  code: 'strategy-drawdown',
  purpose: 'Stops a strategy from entering when it fell too far from its peak.',
  appliesTo: 'entries',
  refuse(_order, { deployment, strategyDrawdown: fall }) {
    if (!deployment) return 'No limits are known for this deployment.';
    if (!(fall < deployment.limits.maxDrawdownShare))
      return `The strategy is ${percentText(fall)} below its peak; ${percentText(deployment.limits.maxDrawdownShare)} stops it.`;
    return undefined;
  },
});
