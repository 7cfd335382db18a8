/** Average loss: mean return of the periods below 0: a negative number. */
import { mean } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const averageLoss = defineMetric({
  name: 'average-loss',
  title: 'Average loss',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const losses = returns.filter((r) => r < 0);
    return losses.length === 0 ? 'no period lost' : mean(losses);
  },
  description: 'Mean return of the periods below 0: a negative number.',
  source: 'QuantStats avg_loss',
});
