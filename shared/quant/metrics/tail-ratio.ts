/** Tail ratio: size of the 95th percentile over the size of the 5th. */
import { quantile } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const tailRatio = defineMetric({
  name: 'tail-ratio',
  title: 'Tail ratio',
  group: 'distribution',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const low = Math.abs(quantile(returns, 0.05));
    return low === 0 ? 'the 5th percentile is 0' : Math.abs(quantile(returns, 0.95)) / low;
  },
  description: 'Size of the 95th percentile over the size of the 5th.',
  source: 'empyrical tail_ratio',
});
