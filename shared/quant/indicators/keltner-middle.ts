/** Keltner channel: middle line. */

import { barsParameter, defineIndicator, factorParameter, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';
import { AverageRange } from './steps/bars.ts';

export const keltnerMiddle = defineIndicator({
  name: 'keltner_middle',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 20), factorParameter('factor', 2, 0, 20), barsParameter('range', 10)],
  warmUp: (p) => Math.max(pick(p, 0) - 1, pick(p, 2)),
  start: (p) => {
    const average = new Exponential(pick(p, 0));
    const range = new AverageRange(pick(p, 2));
    return (high, low, close) => average.next(close) + 0 * range.next(high, low, close);
  },
  description: "Exponential average of the close and a multiple of the average true range (Raschke's form).",
  phrase: 'the middle Keltner line ({0} bars, {1} average ranges of {2} bars)',
});
