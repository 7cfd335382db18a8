/** Median price of a bar. */
import { defineIndicator } from './define.ts';

export const medprice = defineIndicator({
  name: 'medprice',
  inputs: ['high', 'low'],
  parameters: [],
  warmUp: () => 0,
  start: () => (high, low) => (high + low) / 2,
  description: 'Middle between high and low (TA-Lib).',
  phrase: 'the median price',
});
