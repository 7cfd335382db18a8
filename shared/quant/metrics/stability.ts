/** Stability: R squared of a straight line through the cumulative logarithmic returns. */
import { correlation } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';
import { known } from './series.ts';

export const stability = defineMetric({
  name: 'stability',
  title: 'Stability',
  group: 'distribution',
  unit: 'number',
  inputs: ['returns'],
  least: 2,
  compute: ({ returns }) => {
    let log = 0;
    const path = known(returns).map((r) => (log += Math.log1p(r)));
    const r = correlation(
      path.map((_, i) => i),
      path,
    );
    if (!Number.isFinite(log)) return 'everything was lost';
    // A curve that never moved has nothing that a line could explain.
    return Number.isNaN(r) ? 0 : r ** 2;
  },
  description: 'R squared of a straight line through the cumulative logarithmic returns.',
  source: 'empyrical stability_of_timeseries',
});
