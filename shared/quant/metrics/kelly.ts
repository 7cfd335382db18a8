/** Kelly fraction: share of the capital that grows it fastest: win rate less losing rate over the payoff ratio. */
import { defineMetric } from './define.ts';
import { payoffOf } from './payoff.ts';
import { known } from './series.ts';

export const kelly = defineMetric({
  name: 'kelly',
  title: 'Kelly fraction',
  group: 'ratio',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const payoff = payoffOf(returns);
    if (typeof payoff === 'string') return payoff;
    const moved = known(returns).filter((r) => r !== 0);
    const wins = moved.filter((r) => r > 0).length / moved.length;
    return wins - (1 - wins) / payoff;
  },
  description: 'Share of the capital that grows it fastest: win rate less losing rate over the payoff ratio.',
  source: 'Kelly (1956); QuantStats kelly_criterion',
});
