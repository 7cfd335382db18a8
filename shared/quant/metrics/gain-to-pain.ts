/** Gain to pain: sum of the returns over the size of the sum of the losses. */
import { defineMetric } from './define.ts';
import { known, sum } from './series.ts';

export const gainToPain = defineMetric({
  name: 'gain-to-pain',
  title: 'Gain to pain',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const pain = -sum(returns.filter((r) => r < 0));
    return pain > 0 ? sum(known(returns)) / pain : 'no period lost';
  },
  description: 'Sum of the returns over the size of the sum of the losses.',
  source: 'Schwager; QuantStats gain_to_pain_ratio',
});
