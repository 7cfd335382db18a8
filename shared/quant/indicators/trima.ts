/** Triangular moving average. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Triangular } from './steps/averages.ts';

export const trima = defineIndicator({
  name: 'trima',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Triangular(pick(p, 0));
    return (x) => step.next(x);
  },
  description: 'Mean of a mean: weights rise to the middle of the n values and fall again (TA-Lib).',
  phrase: 'the {1}-bar triangular average of {0}',
});
