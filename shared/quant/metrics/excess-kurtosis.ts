/** Excess kurtosis: population kurtosis less 3: 0 for a normal distribution. */
import { rawKurtosis } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const excessKurtosis = defineMetric({
  name: 'excess-kurtosis',
  title: 'Excess kurtosis',
  group: 'distribution',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => rawKurtosis(returns) - 3,
  description: 'Population kurtosis less 3: 0 for a normal distribution.',
  source: 'scipy.stats.kurtosis',
});
