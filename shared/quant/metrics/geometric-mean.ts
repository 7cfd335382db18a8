/** Geometric mean return: return per period that compounds to the total. */
import { defineMetric } from './define.ts';
import { growthOf } from './returns.ts';

export const geometricMean = defineMetric({
  name: 'geometric-mean',
  title: 'Geometric mean return',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => growthOf(returns) ** (1 / returns.length) - 1,
  description: 'Return per period that compounds to the total.',
  source: 'QuantStats geometric_mean',
});
