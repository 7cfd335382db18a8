/** Skewness: population skewness. */
import { skewness } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const skewnessMetric = defineMetric({
  name: 'skewness',
  title: 'Skewness',
  group: 'distribution',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => skewness(returns),
  description: 'Population skewness.',
  source: 'scipy.stats.skew',
});
