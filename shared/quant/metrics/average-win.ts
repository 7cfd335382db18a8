/** Average win: mean return of the periods above 0. */
import { mean } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const averageWin = defineMetric({
  name: 'average-win',
  title: 'Average win',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const wins = returns.filter((r) => r > 0);
    return wins.length === 0 ? 'no period won' : mean(wins);
  },
  description: 'Mean return of the periods above 0.',
  source: 'QuantStats avg_win',
});
