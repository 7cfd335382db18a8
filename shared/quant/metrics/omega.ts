/** Omega ratio: sum of gains over sum of losses against a threshold: the risk-free rate per period plus the ANNUAL required return turned into a rate per period. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter, riskFreeParameter } from './parameters.ts';
import { excess, sum } from './series.ts';

export const omega = defineMetric({
  name: 'omega',
  title: 'Omega ratio',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  parameters: {
    periodsPerYear: periodsPerYearParameter,
    riskFree: riskFreeParameter,
    annualRequiredReturn: { default: 0, description: 'required return per year' },
  },
  least: 2,
  compute: ({ returns, rates }, p) => {
    if (p.annualRequiredReturn <= -1) return 'the required return loses everything';
    const threshold =
      p.periodsPerYear === 1 ? p.annualRequiredReturn : (1 + p.annualRequiredReturn) ** (1 / p.periodsPerYear) - 1;
    const above = excess(excess(returns, p.riskFree, rates), threshold);
    const losses = -sum(above.filter((r) => r < 0));
    return losses > 0 ? sum(above.filter((r) => r > 0)) / losses : 'no period fell below the threshold';
  },
  description:
    'Sum of gains over sum of losses against a threshold: the risk-free rate per period plus the ANNUAL required return turned into a rate per period.',
  source: 'empyrical omega_ratio',
});
