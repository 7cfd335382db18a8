/** Rolling variance. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Variance } from './steps/window.ts';

export const variance = defineIndicator({
  name: 'var',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Variance(pick(p, 0), 0);
    return (x) => step.next(x);
  },
  description: 'Population variance of the last n values (TA-Lib).',
  phrase: 'the {1}-bar variance of {0}',
});
