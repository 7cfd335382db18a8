/** System quality number: root of the number of trades times mean over deviation of their results; Van Tharp counts at most 100 trades. */
import { mean, standardDeviation } from '../statistics/moments.ts';
import { defineMetric } from './define.ts';

export const systemQualityNumber = defineMetric({
  name: 'system-quality-number',
  title: 'System quality number',
  group: 'trades',
  unit: 'number',
  inputs: ['trades'],
  parameters: { mostTrades: { default: 100, description: 'trades counted at most' } },
  least: 2,
  compute: ({ trades }, p) => {
    const results = trades.map((t) => t.pnl);
    const spread = standardDeviation(results, 1);
    if (!(spread > 0)) return 'the results have no spread';
    return (Math.sqrt(Math.min(results.length, p.mostTrades)) * mean(results)) / spread;
  },
  description:
    'Root of the number of trades times mean over deviation of their results; Van Tharp counts at most 100 trades.',
  source: 'Van Tharp, Definitive Guide to Position Sizing',
});
