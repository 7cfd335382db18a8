/** Tillson's T3 moving average. */

import { barsParameter, defineIndicator, factorParameter, pick } from './define.ts';
import { Tillson } from './steps/averages.ts';

export const t3 = defineIndicator({
  name: 't3',
  inputs: ['series'],
  parameters: [barsParameter('length', 5, 2), factorParameter('factor', 0.7, 0, 1)],
  warmUp: (p) => 6 * (pick(p, 0) - 1),
  start: (p) => {
    const step = new Tillson(pick(p, 0), pick(p, 1));
    return (x) => step.next(x);
  },
  description: 'Six exponential averages in a row mixed with a volume factor (Tillson 1998, seeds as TA-Lib).',
  phrase: 'the {1}-bar T3 average of {0}',
});
