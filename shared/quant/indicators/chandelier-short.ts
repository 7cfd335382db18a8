/** Chandelier exit of a short position. */

import { barsParameter, defineIndicator, factorParameter, pick } from './define.ts';
import { AverageRange } from './steps/bars.ts';
import { Extreme } from './steps/window.ts';

export const chandelierShort = defineIndicator({
  name: 'chandelier_short',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 22), factorParameter('factor', 3, 0, 20)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const extreme = new Extreme(pick(p, 0), -1);
    const range = new AverageRange(pick(p, 0));
    return (high, low, close) => extreme.next(low) + pick(p, 1) * range.next(high, low, close);
  },
  description: 'The lowest low plus a multiple of the average true range (LeBeau).',
  phrase: 'the chandelier exit of a short position ({0} bars, {1} ranges)',
});
