/** Cost `half-spread`: what takes liquidity pays half the spread. */
import { defineCost } from './cost-model.ts';

export const halfSpread = defineCost({
  name: 'half-spread',
  description: 'market and stop fills pay half of a fixed spread; limits and whether they are reached are not touched',
  parameters: { bps: { default: 2, min: 0, max: 5000, description: 'the whole spread in basis points' } },
  slippage:
    ({ bps = 0 }) =>
    () =>
      bps / 2,
});
