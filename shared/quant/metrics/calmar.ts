/** Calmar ratio: annual return over the size of the deepest drawdown. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { calmarRatio } from './returns.ts';

export const calmar = defineMetric({
  name: 'calmar',
  title: 'Calmar ratio',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  compute: ({ returns }, p) => {
    const ratio = calmarRatio(returns, p.periodsPerYear);
    return Number.isNaN(ratio) ? 'there was no drawdown' : ratio;
  },
  description: 'Annual return over the size of the deepest drawdown.',
  source: 'empyrical calmar_ratio',
});
