/** Double exponential moving average. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { DoubleExponential } from './steps/averages.ts';

export const dema = defineIndicator({
  name: 'dema',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 1)],
  warmUp: (p) => 2 * (pick(p, 0) - 1),
  start: (p) => {
    const step = new DoubleExponential(pick(p, 0));
    return (x) => step.next(x);
  },
  description:
    'Twice an exponential average less the average of it (Mulloy 1994); both are seeded with means (TA-Lib).',
  phrase: 'the {1}-bar double exponential average of {0}',
});
