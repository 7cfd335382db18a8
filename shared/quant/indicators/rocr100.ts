/** Rate of change as a ratio of 100. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Lag } from './steps/window.ts';

export const rocr100 = defineIndicator({
  name: 'rocr100',
  inputs: ['series'],
  parameters: [barsParameter('length', 10, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const back = new Lag(pick(p, 0));
    return (x) => {
      const before = back.next(x);
      return before === 0 ? x * 0 : (x / before) * 100;
    };
  },
  description: 'Value in percent of that n bars back; 0 where that is 0 (TA-Lib).',
  phrase: '{0} in percent of its value {1} bars back',
});
