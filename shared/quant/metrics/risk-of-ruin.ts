/** Risk of ruin: chance that a run of losses takes everything, from the win rate and the number of periods. */
import { defineMetric } from './define.ts';
import { known } from './series.ts';

export const riskOfRuin = defineMetric({
  name: 'risk-of-ruin',
  title: 'Risk of ruin',
  group: 'ratio',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => {
    const moved = known(returns).filter((r) => r !== 0);
    if (moved.length === 0) return 'no period moved';
    const wins = moved.filter((r) => r > 0).length / moved.length;
    return ((1 - wins) / (1 + wins)) ** returns.length;
  },
  description: 'Chance that a run of losses takes everything, from the win rate and the number of periods.',
  source: 'QuantStats risk_of_ruin',
});
