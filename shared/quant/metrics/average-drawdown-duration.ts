/** Average drawdown length: mean length of all falls below a former peak. */
import { mean } from '../statistics/moments.ts';
import { drawdownSeries, fallsOf } from './curves.ts';
import { defineMetric } from './define.ts';

export const averageDrawdownDuration = defineMetric({
  name: 'average-drawdown-duration',
  title: 'Average drawdown length',
  group: 'risk',
  unit: 'periods',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const falls = fallsOf(drawdownSeries(returns));
    return falls.length === 0 ? 0 : mean(falls.map((f) => f.periods));
  },
  description: 'Mean length of all falls below a former peak.',
  source: 'QuantStats drawdown_details',
});
