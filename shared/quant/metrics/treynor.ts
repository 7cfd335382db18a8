/** Treynor ratio: annual return above the annual risk-free rate over beta; QuantStats takes the total return instead. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter, riskFreeParameter } from './parameters.ts';
import { betaOf } from './regression.ts';
import { annualReturn } from './returns.ts';

export const treynor = defineMetric({
  name: 'treynor',
  title: 'Treynor ratio',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter, riskFree: riskFreeParameter },
  least: 2,
  compute: ({ returns, benchmark }, p) => {
    const beta = betaOf(returns, benchmark);
    const free = (1 + p.riskFree) ** p.periodsPerYear - 1;
    return beta === 0 ? 'beta is 0' : (annualReturn(returns, p.periodsPerYear) - free) / beta;
  },
  description: 'Annual return above the annual risk-free rate over beta; QuantStats takes the total return instead.',
  source: 'Treynor (1965)',
});
