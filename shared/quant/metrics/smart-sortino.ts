/** Sortino ratio, autocorrelation counted: Sortino ratio over the penalty for returns that follow each other. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter, requiredReturnParameter } from './parameters.ts';
import { autocorrelationPenalty } from './penalty.ts';
import { sortinoRatio } from './returns.ts';
import { excess } from './series.ts';

export const smartSortino = defineMetric({
  name: 'smart-sortino',
  title: 'Sortino ratio, autocorrelation counted',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter, requiredReturn: requiredReturnParameter },
  least: 3,
  compute: ({ returns, rates }, p) => {
    const above = excess(returns, p.requiredReturn, rates);
    return sortinoRatio(above, p.periodsPerYear) / autocorrelationPenalty(above);
  },
  description: 'Sortino ratio over the penalty for returns that follow each other.',
  source: 'QuantStats smart_sortino',
});
