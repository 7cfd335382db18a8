/** Expected shortfall (Cornish-Fisher): mean of the corrected quantiles below the cutoff, in closed form. */
import { mean, rawKurtosis, skewness, standardDeviation } from '../statistics/moments.ts';
import { normalDensity, normalQuantile } from '../statistics/normal.ts';
import { defineMetric } from './define.ts';
import { cutoffParameter, ddofParameter } from './parameters.ts';

export const cornishFisherExpectedShortfall = defineMetric({
  name: 'cornish-fisher-expected-shortfall',
  title: 'Expected shortfall (Cornish-Fisher)',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { cutoff: cutoffParameter, ddof: ddofParameter },
  least: 2,
  compute: ({ returns }, p) => {
    const z = normalQuantile(p.cutoff);
    const skew = skewness(returns);
    const tails = rawKurtosis(returns) - 3;
    const corrected = 1 + (z * skew) / 6 + ((z ** 2 - 1) * tails) / 24 - ((2 * z ** 2 - 1) * skew ** 2) / 36;
    const spread = standardDeviation(returns, p.ddof === 0 ? 0 : 1);
    return mean(returns) - (spread * normalDensity(z) * corrected) / p.cutoff;
  },
  description: 'Mean of the corrected quantiles below the cutoff, in closed form.',
  source: "Maillard (2012), A User's Guide to the Cornish Fisher Expansion",
});
