/** Rate of change as a ratio. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Lag } from './steps/window.ts';

export const rocr = defineIndicator({
  name: 'rocr',
  inputs: ['series'],
  parameters: [barsParameter('length', 10, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const back = new Lag(pick(p, 0));
    return (x) => {
      const before = back.next(x);
      return before === 0 ? x * 0 : x / before;
    };
  },
  description: 'Value over that n bars back; 0 where that is 0 (TA-Lib).',
  phrase: 'the ratio of {0} to its value {1} bars back',
});
