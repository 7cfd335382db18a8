/** Common sense ratio: profit factor times tail ratio. */
import { quantile } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';
import { sum } from './series.ts';

export const commonSenseRatio = defineMetric({
  name: 'common-sense-ratio',
  title: 'Common sense ratio',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const lost = -sum(returns.filter((r) => r < 0));
    const low = Math.abs(quantile(returns, 0.05));
    if (!(lost > 0) || low === 0) return 'needs losses';
    return ((sum(returns.filter((r) => r >= 0)) / lost) * Math.abs(quantile(returns, 0.95))) / low;
  },
  description: 'Profit factor times tail ratio.',
  source: 'QuantStats common_sense_ratio',
});
