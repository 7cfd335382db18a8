/** Gate check: one sector's share of the account. */
import { defineCheck, percentText, within } from '../gate-check.ts';

export const sectorShare = defineCheck({
  code: 'sector-share',
  purpose: 'Keeps one sector, over all strategies, within a share of equity.',
  appliesTo: 'entries',
  refuse({ openingNotional }, { sectorExposure, equity, instrument }, { portfolio }) {
    if (!within(sectorExposure + openingNotional, portfolio.maxSectorShare * equity))
      return `Sector ${instrument?.sector ?? 'unknown'} would be ${percentText((sectorExposure + openingNotional) / equity)} of equity; ${percentText(portfolio.maxSectorShare)} is allowed.`;
    return undefined;
  },
});
