/** Sharpe ratio: mean over deviation of the returns above the risk-free rate, annualised; undefined without spread. */
import { defineMetric } from './define.ts';
import { ddofParameter, periodsPerYearParameter, riskFreeParameter } from './parameters.ts';
import { sharpeRatio } from './returns.ts';
import { excess } from './series.ts';

export const sharpe = defineMetric({
  name: 'sharpe',
  title: 'Sharpe ratio',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter, riskFree: riskFreeParameter, ddof: ddofParameter },
  least: 2,
  compute: ({ returns, rates }, p) => {
    const ratio = sharpeRatio(excess(returns, p.riskFree, rates), p.periodsPerYear, 0, p.ddof === 0 ? 0 : 1);
    return Number.isNaN(ratio) ? 'the returns have no spread' : ratio;
  },
  description: 'Mean over deviation of the returns above the risk-free rate, annualised; undefined without spread.',
  source: 'empyrical sharpe_ratio',
});
