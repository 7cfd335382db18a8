/** Up capture over down capture: more is caught of rises than of falls when above 1. */
import { captureOf } from './capture-of.ts';
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { rowsWhere } from './series.ts';

export const upDownCapture = defineMetric({
  name: 'up-down-capture',
  title: 'Up capture over down capture',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  compute: ({ returns, benchmark }, p) => {
    const up = rowsWhere(returns, benchmark, 1);
    const down = rowsWhere(returns, benchmark, -1);
    return (
      captureOf(up.returns, up.benchmark, p.periodsPerYear) / captureOf(down.returns, down.benchmark, p.periodsPerYear)
    );
  },
  description: 'More is caught of rises than of falls when above 1.',
  source: 'empyrical up_down_capture',
});
