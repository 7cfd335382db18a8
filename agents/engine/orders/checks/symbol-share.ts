/** Gate check: one symbol's share of the account. */
import { defineCheck, percentText, within } from '../gate-check.ts';

export const symbolShare = defineCheck({
  code: 'symbol-share',
  purpose: 'Keeps one symbol, over all strategies, within a share of equity.',
  appliesTo: 'entries',
  refuse({ intent, openingNotional }, { symbolExposure, equity }, { portfolio }) {
    if (!within(symbolExposure + openingNotional, portfolio.maxSymbolShare * equity))
      return `${intent.symbol} would be ${percentText((symbolExposure + openingNotional) / equity)} of equity; ${percentText(portfolio.maxSymbolShare)} is allowed.`;
    return undefined;
  },
});
