/** Kaufman's adaptive moving average. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Adaptive } from './steps/averages.ts';

export const kama = defineIndicator({
  name: 'kama',
  inputs: ['series'],
  parameters: [barsParameter('length', 10, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const step = new Adaptive(pick(p, 0));
    return (x) => step.next(x);
  },
  description:
    'Smoothing between 2 and 30 bars by how straight the last n changes were; starts at the value before (TA-Lib).',
  phrase: 'the {1}-bar adaptive average of {0}',
});
