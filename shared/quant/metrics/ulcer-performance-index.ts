/** Ulcer performance index: total return over the ulcer index. */
import { defineMetric } from './define.ts';
import { ddofParameter } from './parameters.ts';
import { totalReturn } from './returns.ts';
import { ulcerIndexOf } from './ulcer.ts';

export const ulcerPerformanceIndex = defineMetric({
  name: 'ulcer-performance-index',
  title: 'Ulcer performance index',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  parameters: { ddof: ddofParameter },
  least: 2,
  compute: ({ returns }, p) => {
    const ulcer = ulcerIndexOf(returns, p.ddof);
    return ulcer > 0 ? totalReturn(returns) / ulcer : 'there was no drawdown';
  },
  description: 'Total return over the ulcer index.',
  source: 'Martin; QuantStats ulcer_performance_index',
});
