/** Time in market: share of periods with a return other than 0. */
import { defineMetric } from './define.ts';
import { known } from './series.ts';

export const exposure = defineMetric({
  name: 'exposure',
  title: 'Time in market',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const there = known(returns);
    return there.filter((r) => r !== 0).length / there.length;
  },
  description: 'Share of periods with a return other than 0.',
  source: 'QuantStats exposure, here not rounded up',
});
