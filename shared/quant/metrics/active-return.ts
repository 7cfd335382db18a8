/** Active return: annual return above that of the benchmark. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { annualReturn } from './returns.ts';

export const activeReturn = defineMetric({
  name: 'active-return',
  title: 'Active return',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  compute: ({ returns, benchmark }, p) =>
    annualReturn(returns, p.periodsPerYear) - annualReturn(benchmark, p.periodsPerYear),
  description: 'Annual return above that of the benchmark.',
  source: 'Bacon, Practical Portfolio Performance Measurement and Attribution',
});
