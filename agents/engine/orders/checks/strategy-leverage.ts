/** Gate check: a strategy's gross exposure over its equity. */
import { defineCheck, within } from '../gate-check.ts';

export const strategyLeverage = defineCheck({
  code: 'strategy-leverage',
  purpose: 'Keeps the strategy within the leverage that was approved.',
  appliesTo: 'entries',
  refuse({ openingNotional }, { deployment, strategyEquity, strategyGrossExposure }) {
    if (!deployment) return 'No limits are known for this deployment.';
    const { maxGrossLeverage } = deployment.limits;
    if (!within(strategyGrossExposure + openingNotional, maxGrossLeverage * strategyEquity))
      return `The strategy's leverage would be ${((strategyGrossExposure + openingNotional) / strategyEquity).toFixed(2)}; ${maxGrossLeverage} is approved.`;
    return undefined;
  },
});
