/** Sortino ratio: annual arithmetic mean above the required return over the annual downside risk. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter, requiredReturnParameter } from './parameters.ts';
import { sortinoRatio } from './returns.ts';
import { excess } from './series.ts';

export const sortino = defineMetric({
  name: 'sortino',
  title: 'Sortino ratio',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter, requiredReturn: requiredReturnParameter },
  least: 2,
  compute: ({ returns, rates }, p) => {
    const ratio = sortinoRatio(excess(returns, p.requiredReturn, rates), p.periodsPerYear);
    return Number.isNaN(ratio) ? 'no period fell short of the required return' : ratio;
  },
  description: 'Annual arithmetic mean above the required return over the annual downside risk.',
  source: 'empyrical sortino_ratio',
});
