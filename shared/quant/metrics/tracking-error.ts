/** Tracking error: annualised standard deviation of the difference to the benchmark. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { annualVolatility } from './returns.ts';
import { minus } from './series.ts';

export const trackingError = defineMetric({
  name: 'tracking-error',
  title: 'Tracking error',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  least: 2,
  compute: ({ returns, benchmark }, p) => annualVolatility(minus(returns, benchmark), p.periodsPerYear),
  description: 'Annualised standard deviation of the difference to the benchmark.',
  source: 'Bacon; numerator of empyrical excess_sharpe',
});
