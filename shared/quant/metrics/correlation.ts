/** Correlation: Pearson correlation with the benchmark. */
import { correlation } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const correlationMetric = defineMetric({
  name: 'correlation',
  title: 'Correlation',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  least: 2,
  compute: ({ returns, benchmark }) => correlation(returns, benchmark),
  description: 'Pearson correlation with the benchmark.',
  source: 'Pearson',
});
