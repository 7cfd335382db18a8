/** Adjusted Sortino ratio: Sortino ratio over the root of 2, to be compared with Sharpe ratios. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter, requiredReturnParameter } from './parameters.ts';
import { sortinoRatio } from './returns.ts';
import { excess } from './series.ts';

export const adjustedSortino = defineMetric({
  name: 'adjusted-sortino',
  title: 'Adjusted Sortino ratio',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter, requiredReturn: requiredReturnParameter },
  least: 2,
  compute: ({ returns, rates }, p) =>
    sortinoRatio(excess(returns, p.requiredReturn, rates), p.periodsPerYear) / Math.SQRT2,
  description: 'Sortino ratio over the root of 2, to be compared with Sharpe ratios.',
  source: 'Schwager; QuantStats adjusted_sortino',
});
