/** Acceleration bands: middle line. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Mean } from './steps/window.ts';

export const accbandsMiddle = defineIndicator({
  name: 'accbands_middle',
  inputs: ['close'],
  parameters: [barsParameter('length', 20, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const mean = new Mean(pick(p, 0));
    return (close) => mean.next(close);
  },
  description:
    'Means of high and low widened by four times their relative distance, and of the close (Headley; TA-Lib).',
  phrase: 'the middle acceleration band ({0} bars)',
});
