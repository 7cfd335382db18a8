/** Average directional movement rating. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { DirectionalIndex } from './steps/bars.ts';
import { Lag } from './steps/window.ts';

export const adxr = defineIndicator({
  name: 'adxr',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => 3 * pick(p, 0) - 2,
  start: (p) => {
    const step = new DirectionalIndex(pick(p, 0));
    const back = new Lag(pick(p, 0) - 1);
    return (high, low, close) => {
      const now = step.next(high, low, close);
      return (now + back.next(now)) / 2;
    };
  },
  description: 'Mean of the average directional index now and n - 1 bars ago (TA-Lib).',
  phrase: 'the {0}-bar directional movement rating',
});
