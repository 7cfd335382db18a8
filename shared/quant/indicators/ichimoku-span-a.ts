/** Ichimoku: leading span A. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { rangeMiddle } from './steps/channels.ts';
import { Lag } from './steps/window.ts';

export const ichimokuSpanA = defineIndicator({
  name: 'ichimoku_span_a',
  inputs: ['high', 'low'],
  parameters: [barsParameter('conversion', 9), barsParameter('base', 26), barsParameter('offset', 26, 0)],
  warmUp: (p) => Math.max(pick(p, 0), pick(p, 1)) - 1 + pick(p, 2),
  start: (p) => {
    const conversion = rangeMiddle(pick(p, 0));
    const base = rangeMiddle(pick(p, 1));
    const back = new Lag(pick(p, 2));
    return (high, low) => {
      const clean = (high + low) * 0;
      return back.next((conversion(high, low) + base(high, low)) / 2) + clean;
    };
  },
  description: 'Senkou span A as drawn on this bar: the middle of both lines as it was some bars ago (Hosoda).',
  phrase: 'the leading span A ({0}, {1}, {2} bars on)',
});
