/** Down alpha: Alpha over the periods in which the benchmark fell. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { alphaOf } from './regression.ts';
import { rowsWhere } from './series.ts';

export const downAlpha = defineMetric({
  name: 'down-alpha',
  title: 'Down alpha',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  least: 2,
  compute: ({ returns, benchmark }, p) => {
    const rows = rowsWhere(returns, benchmark, -1);
    return alphaOf(rows.returns, rows.benchmark, p.periodsPerYear);
  },
  description: 'Alpha over the periods in which the benchmark fell.',
  source: 'empyrical down_alpha_beta',
});
