/** Up batting average: share of the periods in which the benchmark rose that beat it. */
import { defineMetric } from './define.ts';
import { rowsWhere } from './series.ts';

export const upBattingAverage = defineMetric({
  name: 'up-batting-average',
  title: 'Up batting average',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  compute: ({ returns, benchmark }) => {
    const rows = rowsWhere(returns, benchmark, 1);
    if (rows.returns.length === 0) return 'the benchmark never rose';
    return rows.returns.filter((r, i) => r > (rows.benchmark[i] as number)).length / rows.returns.length;
  },
  description: 'Share of the periods in which the benchmark rose that beat it.',
  source: 'empyrical batting_average',
});
