/** Up capture: ratio of the annual returns over the periods in which the benchmark rose. */
import { captureOf } from './capture-of.ts';
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { rowsWhere } from './series.ts';

export const upCapture = defineMetric({
  name: 'up-capture',
  title: 'Up capture',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  compute: ({ returns, benchmark }, p) => {
    const rows = rowsWhere(returns, benchmark, 1);
    return captureOf(rows.returns, rows.benchmark, p.periodsPerYear);
  },
  description: 'Ratio of the annual returns over the periods in which the benchmark rose.',
  source: 'empyrical up_capture',
});
