/** Longest losing streak: most periods below 0 in a row. */
import { defineMetric } from './define.ts';
import { longestRun } from './runs.ts';

export const consecutiveLosses = defineMetric({
  name: 'consecutive-losses',
  title: 'Longest losing streak',
  group: 'return',
  unit: 'periods',
  inputs: ['returns'],
  compute: ({ returns }) => longestRun(returns, (r) => r < 0),
  description: 'Most periods below 0 in a row.',
  source: 'QuantStats consecutive_losses',
});
