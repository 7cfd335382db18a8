/** Cost `margin-interest`: what borrowed cash costs, and what idle cash earns. */
import { defineCost } from './cost-model.ts';

export const marginInterest = defineCost({
  name: 'margin-interest',
  description:
    'an annual rate on cash below zero, and one earned on cash that is not the proceeds of short sales, by days over 360',
  parameters: {
    debit: { default: 6, min: 0, max: 100, description: 'percent a year on borrowed cash' },
    credit: { default: 0, min: 0, max: 100, description: 'percent a year on idle cash' },
  },
  holding: ({ debit = 0, credit = 0 }) => ({
    as: 'interest',
    rule: (h) => {
      const own = h.cash - h.shortNotional;
      const rate = own < 0 ? debit : credit;
      return (-own * rate * h.days) / 36_000;
    },
  }),
});
