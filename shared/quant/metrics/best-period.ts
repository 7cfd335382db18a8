/** Best period: highest return of a period. */
import { defineMetric } from './define.ts';
import { known } from './series.ts';

export const bestPeriod = defineMetric({
  name: 'best-period',
  title: 'Best period',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => known(returns).reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
  description: 'Highest return of a period.',
  source: 'QuantStats best',
});
