/** Mean return: arithmetic mean per period. */
import { mean } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const meanReturn = defineMetric({
  name: 'mean-return',
  title: 'Mean return',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => mean(returns),
  description: 'Arithmetic mean per period.',
  source: 'QuantStats avg_return, here over all periods instead of those that moved',
});
