/** Outlier win ratio: 99th percentile over the mean of the periods at or above 0. */
import { mean, quantile } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const outlierWinRatio = defineMetric({
  name: 'outlier-win-ratio',
  title: 'Outlier win ratio',
  group: 'distribution',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const average = mean(returns.filter((r) => r >= 0));
    return average > 0 ? quantile(returns, 0.99) / average : 'no period won';
  },
  description: '99th percentile over the mean of the periods at or above 0.',
  source: 'QuantStats outlier_win_ratio',
});
