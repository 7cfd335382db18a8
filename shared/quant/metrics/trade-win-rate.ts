/** Winning trades: share of the trades that made money. */
import { defineMetric } from './define.ts';

export const tradeWinRate = defineMetric({
  name: 'trade-win-rate',
  title: 'Winning trades',
  group: 'trades',
  unit: 'share',
  inputs: ['trades'],
  compute: ({ trades }) => trades.filter((t) => t.pnl > 0).length / trades.length,
  description: 'Share of the trades that made money.',
  source: 'QuantStats win_rate, by trade',
});
