/** Smoothed moving average. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';

export const smma = defineIndicator({
  name: 'smma',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Exponential(pick(p, 0), 1 / pick(p, 0));
    return (x) => step.next(x);
  },
  description: 'Wilder smoothing: alpha 1/n, seeded with the mean of the first n values.',
  phrase: 'the {1}-bar smoothed average of {0}',
});
