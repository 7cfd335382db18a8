/** Fill model `in-bar-slippage`: slippage ends at the bar's high and low. */
import { defineFillModel } from './fill-model.ts';

export const inBarSlippage = defineFillModel({
  name: 'in-bar-slippage',
  description: 'slippage never takes a fill out of the range of its bar',
  parameters: {},
  settings: () => ({ slippageInBar: true }),
});
