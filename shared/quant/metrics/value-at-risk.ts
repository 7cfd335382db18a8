/** Value at risk (historical): quantile of the returns at the cutoff: a negative number for a loss, per period. */
import { defineMetric } from './define.ts';
import { cutoffParameter } from './parameters.ts';
import { valueAtRisk } from './returns.ts';

export const valueAtRiskMetric = defineMetric({
  name: 'value-at-risk',
  title: 'Value at risk (historical)',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { cutoff: cutoffParameter },
  compute: ({ returns }, p) => valueAtRisk(returns, p.cutoff),
  description: 'Quantile of the returns at the cutoff: a negative number for a loss, per period.',
  source: 'empyrical value_at_risk',
});
