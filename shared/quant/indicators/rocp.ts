/** Rate of change as a share. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Lag } from './steps/window.ts';

export const rocp = defineIndicator({
  name: 'rocp',
  inputs: ['series'],
  parameters: [barsParameter('length', 10, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const back = new Lag(pick(p, 0));
    return (x) => {
      const before = back.next(x);
      return before === 0 ? x * 0 : (x - before) / before;
    };
  },
  description: 'Change over n bars as a share of the old value; 0 where that is 0 (TA-Lib).',
  phrase: 'the relative change of {0} over {1} bars',
});
