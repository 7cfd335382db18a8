/** Up alpha: Alpha over the periods in which the benchmark rose. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { alphaOf } from './regression.ts';
import { rowsWhere } from './series.ts';

export const upAlpha = defineMetric({
  name: 'up-alpha',
  title: 'Up alpha',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  least: 2,
  compute: ({ returns, benchmark }, p) => {
    const rows = rowsWhere(returns, benchmark, 1);
    return alphaOf(rows.returns, rows.benchmark, p.periodsPerYear);
  },
  description: 'Alpha over the periods in which the benchmark rose.',
  source: 'empyrical up_alpha_beta',
});
