/** Elder ray: bull power. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';

export const elderBull = defineIndicator({
  name: 'elder_bull',
  inputs: ['high', 'close'],
  parameters: [barsParameter('length', 13, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const average = new Exponential(pick(p, 0));
    return (high, close) => high - average.next(close);
  },
  description: 'The high less the exponential average of the close (Elder 1993).',
  phrase: 'the {0}-bar bull power',
});
