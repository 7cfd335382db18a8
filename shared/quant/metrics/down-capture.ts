/** Down capture: ratio of the annual returns over the periods in which the benchmark fell. */
import { captureOf } from './capture-of.ts';
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { rowsWhere } from './series.ts';

export const downCapture = defineMetric({
  name: 'down-capture',
  title: 'Down capture',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  compute: ({ returns, benchmark }, p) => {
    const rows = rowsWhere(returns, benchmark, -1);
    return captureOf(rows.returns, rows.benchmark, p.periodsPerYear);
  },
  description: 'Ratio of the annual returns over the periods in which the benchmark fell.',
  source: 'empyrical down_capture',
});
