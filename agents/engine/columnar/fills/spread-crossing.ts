/** Fill model `spread-crossing`: bars are mid prices, buyers pay the ask and sellers get the bid. */
import { defineFillModel } from './fill-model.ts';

export const spreadCrossing = defineFillModel({
  name: 'spread-crossing',
  description:
    'prices are mids: buys meet the bar half a spread higher, sells half a spread lower, limits and stops too',
  parameters: { bps: { default: 2, min: 0, max: 5000, description: 'the whole spread in basis points of the price' } },
  settings: ({ bps = 2 }) => ({ halfSpread: bps / 20_000 }),
});
