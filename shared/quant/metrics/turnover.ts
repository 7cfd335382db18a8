/** Turnover: traded notional, both sides, over the mean equity, per year. */
import { mean } from '../statistics/moments.ts';
import { cumulativeReturns } from './curves.ts';
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { sum } from './series.ts';

export const turnover = defineMetric({
  name: 'turnover',
  title: 'Turnover',
  group: 'trades',
  unit: 'number',
  inputs: ['returns', 'trades'],
  parameters: {
    periodsPerYear: periodsPerYearParameter,
    capital: { default: 100_000, description: 'account value before the first return' },
  },
  compute: ({ returns, trades }, p) => {
    const notional = sum(trades.map((t) => t.notional ?? 0));
    const equity = mean(cumulativeReturns(returns, p.capital));
    return notional / equity / (returns.length / p.periodsPerYear);
  },
  description: 'Traded notional, both sides, over the mean equity, per year.',
  source: "Engle, Ferstenberg and Russell; as in the desk's reports",
});
