/** Value at risk (Cornish-Fisher): Gaussian quantile corrected for skewness and excess kurtosis (population moments). */
import { mean, rawKurtosis, skewness, standardDeviation } from '../statistics/moments.ts';
import { normalQuantile } from '../statistics/normal.ts';
import { defineMetric } from './define.ts';
import { cutoffParameter, ddofParameter } from './parameters.ts';

export const cornishFisherValueAtRisk = defineMetric({
  name: 'cornish-fisher-value-at-risk',
  title: 'Value at risk (Cornish-Fisher)',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { cutoff: cutoffParameter, ddof: ddofParameter },
  least: 2,
  compute: ({ returns }, p) => {
    const z = normalQuantile(p.cutoff);
    const skew = skewness(returns);
    const tails = rawKurtosis(returns) - 3;
    const corrected =
      z + ((z ** 2 - 1) * skew) / 6 + ((z ** 3 - 3 * z) * tails) / 24 - ((2 * z ** 3 - 5 * z) * skew ** 2) / 36;
    return mean(returns) + standardDeviation(returns, p.ddof === 0 ? 0 : 1) * corrected;
  },
  description: 'Gaussian quantile corrected for skewness and excess kurtosis (population moments).',
  source: 'Favre and Galeano (2002)',
});
