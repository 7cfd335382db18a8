/** Winning periods: share of the periods that moved in which money was made. */
import { defineMetric } from './define.ts';
import { known } from './series.ts';

export const winRate = defineMetric({
  name: 'win-rate',
  title: 'Winning periods',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const moved = known(returns).filter((r) => r !== 0);
    return moved.length === 0 ? 'no period moved' : moved.filter((r) => r > 0).length / moved.length;
  },
  description: 'Share of the periods that moved in which money was made.',
  source: 'QuantStats win_rate',
});
