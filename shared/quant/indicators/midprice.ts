/** Middle of the range of prices. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { rangeMiddle } from './steps/channels.ts';

export const midprice = defineIndicator({
  name: 'midprice',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 14, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => rangeMiddle(pick(p, 0)),
  description: 'Middle between the highest high and the lowest low of n bars (TA-Lib).',
  phrase: 'the {0}-bar middle price',
});
