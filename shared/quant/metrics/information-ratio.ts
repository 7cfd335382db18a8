/** Information ratio: mean over deviation of the difference to the benchmark, NOT annualised. */
import { defineMetric } from './define.ts';
import { sharpeRatio } from './returns.ts';
import { minus } from './series.ts';

export const informationRatio = defineMetric({
  name: 'information-ratio',
  title: 'Information ratio',
  group: 'benchmark',
  unit: 'number',
  inputs: ['returns', 'benchmark'],
  least: 2,
  compute: ({ returns, benchmark }) => {
    const ratio = sharpeRatio(minus(returns, benchmark), 1);
    return Number.isNaN(ratio) ? 'the difference to the benchmark has no spread' : ratio;
  },
  description: 'Mean over deviation of the difference to the benchmark, NOT annualised.',
  source: 'empyrical excess_sharpe, QuantStats information_ratio',
});
