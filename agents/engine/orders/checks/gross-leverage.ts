/** Gate check: gross exposure of the account over its equity. */
import { defineCheck, within } from '../gate-check.ts';

export const grossLeverage = defineCheck({
  code: 'gross-leverage',
  purpose: 'Keeps the sum of all positions and working entries within a multiple of equity.',
  appliesTo: 'entries',
  refuse({ openingNotional }, { grossExposure, equity }, { portfolio }) {
    if (!(equity > 0)) return 'The account has no equity left.';
    if (!within(grossExposure + openingNotional, portfolio.maxGrossLeverage * equity))
      return `Leverage would be ${((grossExposure + openingNotional) / equity).toFixed(2)}; ${portfolio.maxGrossLeverage} is allowed.`;
    return undefined;
  },
});
