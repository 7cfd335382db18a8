/** Capture: ratio of the annual returns of strategy and benchmark. */
import { captureOf } from './capture-of.ts';
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';

export const capture = defineMetric({
  name: 'capture',
  title: 'Capture',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  compute: ({ returns, benchmark }, p) => captureOf(returns, benchmark, p.periodsPerYear),
  description: 'Ratio of the annual returns of strategy and benchmark.',
  source: 'empyrical capture',
});
