/** Longest drawdown: most periods in a row below a former peak. */
import { defineMetric } from './define.ts';
import { longestDrawdown } from './returns.ts';

export const maxDrawdownDuration = defineMetric({
  name: 'max-drawdown-duration',
  title: 'Longest drawdown',
  group: 'risk',
  unit: 'periods',
  inputs: ['returns'],
  compute: ({ returns }) => longestDrawdown(returns),
  description: 'Most periods in a row below a former peak.',
  source: 'QuantStats drawdown_details',
});
