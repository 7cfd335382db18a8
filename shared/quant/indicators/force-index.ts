/** Force index. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';

export const forceIndex = defineIndicator({
  name: 'force_index',
  inputs: ['close', 'volume'],
  parameters: [barsParameter('length', 13, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const average = new Exponential(pick(p, 0));
    let last = Number.NaN;
    return (close, volume) => {
      const force = (close - last) * volume;
      last = close;
      return average.next(force);
    };
  },
  description: 'Exponential average of change times volume (Elder 1993).',
  phrase: 'the {0}-bar force index',
});
