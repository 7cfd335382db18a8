/** Triple exponential moving average. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { TripleExponential } from './steps/averages.ts';

export const tema = defineIndicator({
  name: 'tema',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 1)],
  warmUp: (p) => 3 * (pick(p, 0) - 1),
  start: (p) => {
    const step = new TripleExponential(pick(p, 0));
    return (x) => step.next(x);
  },
  description: 'Three averages less three of their averages and the average of those (Mulloy 1994, seeds as TA-Lib).',
  phrase: 'the {1}-bar triple exponential average of {0}',
});
