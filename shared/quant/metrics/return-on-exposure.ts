/** Annual return over exposure: compound annual growth rate over the share of periods in the market. */
import { defineMetric } from './define.ts';
import { periodsPerYearParameter } from './parameters.ts';
import { annualReturn } from './returns.ts';
import { known } from './series.ts';

export const returnOnExposure = defineMetric({
  name: 'return-on-exposure',
  title: 'Annual return over exposure',
  group: 'ratio',
  unit: 'share',
  inputs: ['returns'],
  parameters: { periodsPerYear: periodsPerYearParameter },
  compute: ({ returns }, p) => {
    const there = known(returns);
    const exposed = there.filter((r) => r !== 0).length / there.length;
    return exposed > 0 ? annualReturn(returns, p.periodsPerYear) / exposed : 'never in the market';
  },
  description: 'Compound annual growth rate over the share of periods in the market.',
  source: 'QuantStats rar',
});
