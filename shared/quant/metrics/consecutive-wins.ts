/** Longest winning streak: most periods above 0 in a row. */
import { defineMetric } from './define.ts';
import { longestRun } from './runs.ts';

export const consecutiveWins = defineMetric({
  name: 'consecutive-wins',
  title: 'Longest winning streak',
  group: 'return',
  unit: 'periods',
  inputs: ['returns'],
  compute: ({ returns }) => longestRun(returns, (r) => r > 0),
  description: 'Most periods above 0 in a row.',
  source: 'QuantStats consecutive_wins',
});
