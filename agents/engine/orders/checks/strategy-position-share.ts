/** Gate check: one symbol's share of a strategy's equity. */
import { defineCheck, percentText, within } from '../gate-check.ts';

export const strategyPositionShare = defineCheck({
  code: 'strategy-position-share',
  purpose: 'Keeps one position within the share of the strategy that was approved.',
  appliesTo: 'entries',
  refuse({ openingNotional }, { deployment, strategyEquity, strategySymbolExposure }) {
    if (!deployment) return 'No limits are known for this deployment.';
    const { maxPositionShare } = deployment.limits;
    if (!(strategyEquity > 0)) return 'The strategy has no equity left.';
    if (!within(strategySymbolExposure + openingNotional, maxPositionShare * strategyEquity))
      return `The position would be ${percentText((strategySymbolExposure + openingNotional) / strategyEquity)} of the strategy; ${percentText(maxPositionShare)} is approved.`;
    return undefined;
  },
});
