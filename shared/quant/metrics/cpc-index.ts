/** CPC index: profit factor times win rate times payoff ratio. */
import { defineMetric } from './define.ts';
import { payoffOf } from './payoff.ts';
import { known, sum } from './series.ts';

export const cpcIndex = defineMetric({
  name: 'cpc-index',
  title: 'CPC index',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const payoff = payoffOf(returns);
    if (typeof payoff === 'string') return payoff;
    const moved = known(returns).filter((r) => r !== 0);
    const wins = moved.filter((r) => r > 0);
    const factor = sum(wins) / -sum(moved.filter((r) => r < 0));
    return factor * (wins.length / moved.length) * payoff;
  },
  description: 'Profit factor times win rate times payoff ratio.',
  source: 'QuantStats cpc_index',
});
