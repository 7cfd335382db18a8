/** Deepest drawdown: deepest fall below a former peak, the starting capital being the first: from -1 to 0. */
import { defineMetric } from './define.ts';
import { maxDrawdown } from './returns.ts';

export const maxDrawdownMetric = defineMetric({
  name: 'max-drawdown',
  title: 'Deepest drawdown',
  group: 'risk',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => maxDrawdown(returns),
  description: 'Deepest fall below a former peak, the starting capital being the first: from -1 to 0.',
  source: 'empyrical max_drawdown',
});
