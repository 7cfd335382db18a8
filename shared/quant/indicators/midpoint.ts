/** Middle of the range of a series. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { rangeMiddle } from './steps/channels.ts';

export const midpoint = defineIndicator({
  name: 'midpoint',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const middle = rangeMiddle(pick(p, 0));
    return (x) => middle(x, x);
  },
  description: 'Middle between the highest and the lowest of the last n values (TA-Lib).',
  phrase: 'the {1}-bar middle of {0}',
});
