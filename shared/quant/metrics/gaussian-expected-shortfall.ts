/** Expected shortfall (Gaussian): mean below the cutoff of a normal distribution with the mean and deviation of the returns. */
import { mean, standardDeviation } from '../statistics/moments.ts';
import { normalDensity, normalQuantile } from '../statistics/normal.ts';
import { defineMetric } from './define.ts';
import { cutoffParameter, ddofParameter } from './parameters.ts';

export const gaussianExpectedShortfall = defineMetric({
  name: 'gaussian-expected-shortfall',
  title: 'Expected shortfall (Gaussian)',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { cutoff: cutoffParameter, ddof: ddofParameter },
  least: 2,
  compute: ({ returns }, p) =>
    mean(returns) -
    (standardDeviation(returns, p.ddof === 0 ? 0 : 1) * normalDensity(normalQuantile(p.cutoff))) / p.cutoff,
  description: 'Mean below the cutoff of a normal distribution with the mean and deviation of the returns.',
  source: 'McNeil, Frey and Embrechts, Quantitative Risk Management, 2.2.4',
});
