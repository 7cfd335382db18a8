/** Ichimoku: leading span B. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { rangeMiddle } from './steps/channels.ts';
import { Lag } from './steps/window.ts';

export const ichimokuSpanB = defineIndicator({
  name: 'ichimoku_span_b',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 52), barsParameter('offset', 26, 0)],
  warmUp: (p) => pick(p, 0) - 1 + pick(p, 1),
  start: (p) => {
    const middle = rangeMiddle(pick(p, 0));
    const back = new Lag(pick(p, 1));
    return (high, low) => {
      const clean = (high + low) * 0;
      return back.next(middle(high, low)) + clean;
    };
  },
  description: 'Senkou span B as drawn on this bar: the middle of the n-bar range as it was some bars ago (Hosoda).',
  phrase: 'the leading span B ({0} bars, {1} on)',
});
