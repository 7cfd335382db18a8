/** Profit factor: sum of the gains over the size of the sum of the losses, by period. */
import { defineMetric } from './define.ts';
import { sum } from './series.ts';

export const profitFactor = defineMetric({
  name: 'profit-factor',
  title: 'Profit factor',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const lost = -sum(returns.filter((r) => r < 0));
    return lost > 0 ? sum(returns.filter((r) => r >= 0)) / lost : 'no period lost';
  },
  description: 'Sum of the gains over the size of the sum of the losses, by period.',
  source: 'QuantStats profit_factor',
});
