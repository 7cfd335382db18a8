/** Profit factor of trades: money won over money lost. */
import { defineMetric } from './define.ts';
import { sum } from './series.ts';

export const tradeProfitFactor = defineMetric({
  name: 'trade-profit-factor',
  title: 'Profit factor of trades',
  group: 'trades',
  unit: 'number',
  inputs: ['trades'],
  compute: ({ trades }) => {
    const lost = sum(trades.map((t) => Math.max(0, -t.pnl)));
    return lost > 0 ? sum(trades.map((t) => Math.max(0, t.pnl))) / lost : 'no trade lost';
  },
  description: 'Money won over money lost.',
  source: 'Kaufman, Trading Systems and Methods',
});
