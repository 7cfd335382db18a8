/** Value at risk (Gaussian): quantile of a normal distribution with the mean and deviation of the returns. */
import { mean, standardDeviation } from '../statistics/moments.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { defineMetric } from './define.ts';
import { cutoffParameter, ddofParameter } from './parameters.ts';

export const gaussianValueAtRisk = defineMetric({
  name: 'gaussian-value-at-risk',
  title: 'Value at risk (Gaussian)',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { cutoff: cutoffParameter, ddof: ddofParameter },
  least: 2,
  compute: ({ returns }, p) =>
    mean(returns) + standardDeviation(returns, p.ddof === 0 ? 0 : 1) * normalQuantile(p.cutoff),
  description: 'Quantile of a normal distribution with the mean and deviation of the returns.',
  source: 'QuantStats value_at_risk',
});
