/** Outlier loss ratio: 1st percentile over the mean of the periods below 0. */
import { mean, quantile } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const outlierLossRatio = defineMetric({
  name: 'outlier-loss-ratio',
  title: 'Outlier loss ratio',
  group: 'distribution',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const losses = returns.filter((r) => r < 0);
    return losses.length === 0 ? 'no period lost' : quantile(returns, 0.01) / mean(losses);
  },
  description: '1st percentile over the mean of the periods below 0.',
  source: 'QuantStats outlier_loss_ratio',
});
