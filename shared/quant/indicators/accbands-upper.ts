/** Acceleration bands: upper line. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Mean } from './steps/window.ts';

export const accbandsUpper = defineIndicator({
  name: 'accbands_upper',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 20, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const mean = new Mean(pick(p, 0));
    return (high, low) => {
      const wide = high + low === 0 ? 0 : (4 * (high - low)) / (high + low);
      return mean.next(high * (1 + wide));
    };
  },
  description:
    'Means of high and low widened by four times their relative distance, and of the close (Headley; TA-Lib).',
  phrase: 'the upper acceleration band ({0} bars)',
});
