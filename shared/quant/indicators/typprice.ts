/** Typical price of a bar. */
import { defineIndicator } from './define.ts';

export const typprice = defineIndicator({
  name: 'typprice',
  inputs: ['high', 'low', 'close'],
  parameters: [],
  warmUp: () => 0,
  start: () => (high, low, close) => (high + low + close) / 3,
  description: 'Mean of high, low and close (TA-Lib).',
  phrase: 'the typical price',
});
