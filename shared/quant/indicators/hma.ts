/** Hull moving average. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Hull } from './steps/averages.ts';

export const hma = defineIndicator({
  name: 'hma',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 2)],
  warmUp: (p) => pick(p, 0) + Math.floor(Math.sqrt(pick(p, 0))) - 2,
  start: (p) => {
    const step = new Hull(pick(p, 0));
    return (x) => step.next(x);
  },
  description: 'Weighted average over the root of n of twice the half-length average less the whole one (Hull 2005).',
  phrase: 'the {1}-bar Hull average of {0}',
});
