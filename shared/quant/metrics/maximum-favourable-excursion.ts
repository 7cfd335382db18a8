/** MFE, mean: best open result of a trade as a share of its entry notional, averaged. */
import { mean } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const maximumFavourableExcursion = defineMetric({
  name: 'maximum-favourable-excursion',
  title: 'MFE, mean',
  group: 'trades',
  unit: 'share',
  inputs: ['trades'],
  compute: ({ trades }) => {
    const open = trades.flatMap((t) => (t.favourable === undefined ? [] : [t.favourable]));
    return open.length === 0 ? 'no trade says its open result' : mean(open);
  },
  description: 'Best open result of a trade as a share of its entry notional, averaged.',
  source: 'Sweeney (1997), Maximum Adverse Excursion',
});
