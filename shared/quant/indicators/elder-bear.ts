/** Elder ray: bear power. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';

export const elderBear = defineIndicator({
  name: 'elder_bear',
  inputs: ['low', 'close'],
  parameters: [barsParameter('length', 13, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const average = new Exponential(pick(p, 0));
    return (low, close) => low - average.next(close);
  },
  description: 'The low less the exponential average of the close (Elder 1993).',
  phrase: 'the {0}-bar bear power',
});
