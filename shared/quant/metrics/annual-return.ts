/** Annual return (CAGR): compound annual growth rate; a period without a value counts in the length. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { annualReturn } from './returns.ts';

export const annualReturnMetric = defineMetric({
  name: 'annual-return',
  title: 'Annual return (CAGR)',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  compute: ({ returns }, p) => annualReturn(returns, p.periodsPerYear),
  description: 'Compound annual growth rate; a period without a value counts in the length.',
  source: 'empyrical annual_return',
});
