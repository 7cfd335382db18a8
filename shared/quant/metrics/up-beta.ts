/** Up beta: Beta over the periods in which the benchmark rose. */
import { defineMetric } from './define.ts';
import { betaOf } from './regression.ts';
import { rowsWhere } from './series.ts';

export const upBeta = defineMetric({
  name: 'up-beta',
  title: 'Up beta',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  least: 2,
  compute: ({ returns, benchmark }) => {
    const rows = rowsWhere(returns, benchmark, 1);
    return betaOf(rows.returns, rows.benchmark);
  },
  description: 'Beta over the periods in which the benchmark rose.',
  source: 'empyrical up_alpha_beta',
});
