/** Payoff ratio: average win over the size of the average loss. */
import { defineMetric } from './define.ts';
import { payoffOf } from './payoff.ts';

export const payoffRatio = defineMetric({
  name: 'payoff-ratio',
  title: 'Payoff ratio',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => payoffOf(returns),
  description: 'Average win over the size of the average loss.',
  source: 'QuantStats payoff_ratio',
});
