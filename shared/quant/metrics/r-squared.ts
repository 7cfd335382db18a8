/** R squared: share of the variance that the benchmark explains. */
import { correlation } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const rSquared = defineMetric({
  name: 'r-squared',
  title: 'R squared',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  least: 2,
  compute: ({ returns, benchmark }) => correlation(returns, benchmark) ** 2,
  description: 'Share of the variance that the benchmark explains.',
  source: 'QuantStats r_squared',
});
