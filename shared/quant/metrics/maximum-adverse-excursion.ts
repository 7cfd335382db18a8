/** MAE, mean: worst open result of a trade as a share of its entry notional, averaged. */
import { mean } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const maximumAdverseExcursion = defineMetric({
  name: 'maximum-adverse-excursion',
  title: 'MAE, mean',
  group: 'trades',
  unit: 'share',
  inputs: ['trades'],
  compute: ({ trades }) => {
    const open = trades.flatMap((t) => (t.adverse === undefined ? [] : [t.adverse]));
    return open.length === 0 ? 'no trade says its open result' : mean(open);
  },
  description: 'Worst open result of a trade as a share of its entry notional, averaged.',
  source: 'Sweeney (1997), Maximum Adverse Excursion',
});
