/** Beta: covariance with the benchmark over the variance of the benchmark. */
import { defineMetric } from './define.ts';
import { riskFreeParameter } from './parameters.ts';
import { betaOf } from './regression.ts';
import { excess } from './series.ts';

export const beta = defineMetric({
  name: 'beta',
  title: 'Beta',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  parameters: { riskFree: riskFreeParameter },
  least: 2,
  compute: ({ returns, benchmark, rates }, p) =>
    betaOf(excess(returns, p.riskFree, rates), excess(benchmark, p.riskFree, rates)),
  description: 'Covariance with the benchmark over the variance of the benchmark.',
  source: 'empyrical beta',
});
