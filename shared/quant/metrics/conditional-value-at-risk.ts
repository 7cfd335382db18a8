/** Expected shortfall (historical): mean of the lowest floor((n - 1) cutoff) + 1 returns. */
import { defineMetric } from './define.ts';
import { cutoffParameter } from './parameters.ts';
import { conditionalValueAtRisk } from './returns.ts';
import { known } from './series.ts';

export const conditionalValueAtRiskMetric = defineMetric({
  name: 'conditional-value-at-risk',
  title: 'Expected shortfall (historical)',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  parameters: { cutoff: cutoffParameter },
  compute: ({ returns }, p) => conditionalValueAtRisk(known(returns), p.cutoff),
  description: 'Mean of the lowest floor((n - 1) cutoff) + 1 returns.',
  source: 'empyrical conditional_value_at_risk',
});
