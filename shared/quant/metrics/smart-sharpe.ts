/** Sharpe ratio, autocorrelation counted: Sharpe ratio over the penalty for returns that follow each other. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter, riskFreeParameter } from './parameters.ts';
import { autocorrelationPenalty } from './penalty.ts';
import { sharpeRatio } from './returns.ts';
import { excess } from './series.ts';

export const smartSharpe = defineMetric({
  name: 'smart-sharpe',
  title: 'Sharpe ratio, autocorrelation counted',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter, riskFree: riskFreeParameter },
  least: 3,
  compute: ({ returns, rates }, p) => {
    const above = excess(returns, p.riskFree, rates);
    return sharpeRatio(above, p.periodsPerYear) / autocorrelationPenalty(above);
  },
  description: 'Sharpe ratio over the penalty for returns that follow each other.',
  source: 'QuantStats smart_sharpe',
});
