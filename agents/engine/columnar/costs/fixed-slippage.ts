/** Cost `fixed-slippage`: market and stop fills slip by a fixed distance. */
import { defineCost } from './cost-model.ts';

export const fixedSlippage = defineCost({
  name: 'fixed-slippage',
  description: 'market and stop fills slip by a number of basis points, limits never',
  parameters: { bps: { default: 2, min: 0, max: 5000, description: 'basis points of the price a side' } },
  slippage:
    ({ bps = 0 }) =>
    () =>
      bps,
});
