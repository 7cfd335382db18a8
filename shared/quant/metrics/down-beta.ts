/** Down beta: Beta over the periods in which the benchmark fell. */
import { defineMetric } from './define.ts';
import { betaOf } from './regression.ts';
import { rowsWhere } from './series.ts';

export const downBeta = defineMetric({
  name: 'down-beta',
  title: 'Down beta',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  least: 2,
  compute: ({ returns, benchmark }) => {
    const rows = rowsWhere(returns, benchmark, -1);
    return betaOf(rows.returns, rows.benchmark);
  },
  description: 'Beta over the periods in which the benchmark fell.',
  source: 'empyrical down_alpha_beta',
});
