/** Weighted close of a bar. */
import { defineIndicator } from './define.ts';

export const wclprice = defineIndicator({
  name: 'wclprice',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  warmUp: () => 0,
  start: () => (high, low, close) => (high + low + 2 * close) / 4,
  description: 'Mean of high, low and twice the close (TA-Lib).',
  phrase: 'the weighted close',
});
