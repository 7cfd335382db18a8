/** Down batting average: share of the periods in which the benchmark fell that beat it. */
import { defineMetric } from './define.ts';
import { rowsWhere } from './series.ts';

export const downBattingAverage = defineMetric({
  name: 'down-batting-average',
  title: 'Down batting average',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  compute: ({ returns, benchmark }) => {
    const rows = rowsWhere(returns, benchmark, -1);
    if (rows.returns.length === 0) return 'the benchmark never fell';
    return rows.returns.filter((r, i) => r > (rows.benchmark[i] as number)).length / rows.returns.length;
  },
  description: 'Share of the periods in which the benchmark fell that beat it.',
  source: 'empyrical batting_average',
});
