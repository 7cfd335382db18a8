/** Average price of a bar. */
import { defineIndicator } from './define.ts';

export const avgprice = defineIndicator({
  name: 'avgprice',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [],
  warmUp: () => 0,
  start: () => (open, high, low, close) => (open + high + low + close) / 4,
  description: 'Mean of open, high, low and close (TA-Lib).',
  phrase: 'the average price',
});
