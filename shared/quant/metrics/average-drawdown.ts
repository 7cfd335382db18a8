/** Average drawdown: mean depth of all falls below a former peak. */
import { mean } from '../statistics/moments.ts';
import { drawdownSeries, fallsOf } from './curves.ts';
import { defineMetric } from './define.ts';

export const averageDrawdown = defineMetric({
  name: 'average-drawdown',
  title: 'Average drawdown',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const falls = fallsOf(drawdownSeries(returns));
    return falls.length === 0 ? 0 : mean(falls.map((f) => f.depth));
  },
  description: 'Mean depth of all falls below a former peak.',
  source: 'QuantStats drawdown_details',
});
