/** Cost `borrow`: what it costs to stay short. */
import { defineCost } from './cost-model.ts';

export const borrow = defineCost({
  name: 'borrow',
  description: 'an annual rate on the notional sold short, by calendar days over 365; a rate stated by the data wins',
  parameters: { percent: { default: 0.5, min: 0, max: 200, description: 'percent a year where the data states none' } },
  holding: ({ percent = 0 }) => ({
    as: 'borrow',
    rule: (h) => ((h.statedBorrow + (h.unstatedShort * percent) / 100) * h.days) / 365,
  }),
});
