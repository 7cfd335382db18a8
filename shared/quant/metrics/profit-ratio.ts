/** Profit ratio: mean win over the number of wins, against the same of the losses. */
import { mean } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const profitRatio = defineMetric({
  name: 'profit-ratio',
  title: 'Profit ratio',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const wins = returns.filter((r) => r >= 0);
    const losses = returns.filter((r) => r < 0);
    if (wins.length === 0 || losses.length === 0) return 'needs wins and losses';
    return mean(wins) / wins.length / Math.abs(mean(losses) / losses.length);
  },
  description: 'Mean win over the number of wins, against the same of the losses.',
  source: 'QuantStats profit_ratio',
});
