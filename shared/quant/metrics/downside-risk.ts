/** Annual downside risk: root of the mean squared shortfall below the required return, over all observations, annualised. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter, requiredReturnParameter } from './parameters.ts';
import { downsideRisk } from './returns.ts';
import { excess } from './series.ts';

export const downsideRiskMetric = defineMetric({
  name: 'downside-risk',
  title: 'Annual downside risk',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter, requiredReturn: requiredReturnParameter },
  compute: ({ returns, rates }, p) => downsideRisk(excess(returns, p.requiredReturn, rates), p.periodsPerYear),
  description: 'Root of the mean squared shortfall below the required return, over all observations, annualised.',
  source: 'empyrical downside_risk',
});
