/** Alpha: annual return that beta does not explain. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter, riskFreeParameter } from './parameters.ts';
import { alphaOf } from './regression.ts';
import { excess } from './series.ts';

export const alpha = defineMetric({
  name: 'alpha',
  title: 'Alpha',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter, riskFree: riskFreeParameter },
  least: 2,
  compute: ({ returns, benchmark, rates }, p) =>
    alphaOf(excess(returns, p.riskFree, rates), excess(benchmark, p.riskFree, rates), p.periodsPerYear),
  description: 'Annual return that beta does not explain.',
  source: 'empyrical alpha',
});
