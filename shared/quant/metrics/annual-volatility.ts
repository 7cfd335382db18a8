/** Annual volatility: standard deviation of the returns times the root of the periods per year. */
import { defineMetric } from './define.ts';
import { ddofParameter, periodsPerYearParameter } from './parameters.ts';
import { annualVolatility } from './returns.ts';

export const annualVolatilityMetric = defineMetric({
  name: 'annual-volatility',
  title: 'Annual volatility',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter, ddof: ddofParameter },
  least: 2,
  compute: ({ returns }, p) => annualVolatility(returns, p.periodsPerYear, p.ddof === 0 ? 0 : 1),
  description: 'Standard deviation of the returns times the root of the periods per year.',
  source: 'empyrical annual_volatility',
});
