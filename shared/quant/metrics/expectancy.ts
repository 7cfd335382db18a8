/** Expectancy: mean result of a trade, net of fees. */
import { mean } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const expectancy = defineMetric({
  name: 'expectancy',
  title: 'Expectancy',
  group: 'trades',
  unit: 'money',
  inputs: ['trades'],
  compute: ({ trades }) => mean(trades.map((t) => t.pnl)),
  description: 'Mean result of a trade, net of fees.',
  source: 'Van Tharp, Trade Your Way to Financial Freedom',
});
