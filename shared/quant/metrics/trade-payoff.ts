/** Payoff ratio of trades: average winning trade over the size of the average losing one. */
import { defineMetric } from './define.ts';
import { payoffOf } from './payoff.ts';

export const tradePayoff = defineMetric({
  name: 'trade-payoff',
  title: 'Payoff ratio of trades',
  group: 'trades',
  unit: 'number',
  inputs: ['trades'],
  compute: ({ trades }) => payoffOf(trades.map((t) => t.pnl)),
  description: 'Average winning trade over the size of the average losing one.',
  source: 'Kaufman, Trading Systems and Methods',
});
