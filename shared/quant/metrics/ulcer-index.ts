/** Ulcer index: root of the mean squared drawdown; QuantStats divides by n - 1, Martin by n (ddof 0). */
import { defineMetric } from './define.ts';
import { ddofParameter } from './parameters.ts';
import { ulcerIndexOf } from './ulcer.ts';

export const ulcerIndex = defineMetric({
  name: 'ulcer-index',
  title: 'Ulcer index',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { ddof: ddofParameter },
  least: 2,
  compute: ({ returns }, p) => ulcerIndexOf(returns, p.ddof),
  description: 'Root of the mean squared drawdown; QuantStats divides by n - 1, Martin by n (ddof 0).',
  source: 'Martin and McCann (1989); QuantStats ulcer_index',
});
