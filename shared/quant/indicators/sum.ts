/** Rolling sum. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Sum } from './steps/window.ts';

export const sum = defineIndicator({
  name: 'sum',
  inputs: ['series'],
  parameters: [barsParameter('length', 30, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Sum(pick(p, 0));
    return (x) => step.next(x);
  },
  description: 'Sum of the last n values (TA-Lib).',
  phrase: 'the {1}-bar sum of {0}',
});
