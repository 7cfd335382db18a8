/** Balance of power. */
import { defineIndicator } from './define.ts';

export const bop = defineIndicator({
  name: 'bop',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [],
  warmUp: () => 0,
  start: () => (open, high, low, close) => {
    const range = high - low;
    return range <= 0 ? (open + close) * 0 : (close - open) / range;
  },
  description: 'Close less open over high less low; 0 without a range (TA-Lib).',
  phrase: 'the balance of power',
});
