/** Return over risk: mean over deviation of the returns, not annualised. */
import { defineMetric } from './define.ts';
import { sharpeRatio } from './returns.ts';

export const riskReturnRatio = defineMetric({
  name: 'risk-return-ratio',
  title: 'Return over risk',
  group: 'ratio',
  unit: 'number',
  inputs: ['returns'],
  least: 2,
  compute: ({ returns }) => {
    const ratio = sharpeRatio(returns, 1);
    return Number.isNaN(ratio) ? 'the returns have no spread' : ratio;
  },
  description: 'Mean over deviation of the returns, not annualised.',
  source: 'QuantStats risk_return_ratio',
});
