/** Worst period: lowest return of a period. */
import { defineMetric } from './define.ts';
import { known } from './series.ts';

export const worstPeriod = defineMetric({
  name: 'worst-period',
  title: 'Worst period',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => known(returns).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  description: 'Lowest return of a period.',
  source: 'QuantStats worst',
});
