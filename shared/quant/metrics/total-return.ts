/** Total return: compound of all returns; a period without a value counts as 0. */
import { defineMetric } from './define.ts';
import { totalReturn } from './returns.ts';

export const totalReturnMetric = defineMetric({
  name: 'total-return',
  title: 'Total return',
  group: 'return',
  unit: 'share',
  inputs: ['returns'],
  compute: ({ returns }) => totalReturn(returns),
  description: 'Compound of all returns; a period without a value counts as 0.',
  source: 'empyrical cum_returns_final',
});
