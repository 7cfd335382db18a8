/** Batting average: share of the periods that beat the benchmark. */
import { defineMetric } from './define.ts';

export const battingAverage = defineMetric({
  name: 'batting-average',
  title: 'Batting average',
  group: 'benchmark',
  unit: 'share',
  inputs: ['returns', 'benchmark'],
  compute: ({ returns, benchmark }) => returns.filter((r, i) => r > (benchmark[i] as number)).length / returns.length,
  description: 'Share of the periods that beat the benchmark.',
  source: 'empyrical batting_average',
});
