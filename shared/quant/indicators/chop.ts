/** Choppiness index. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { TrueRange } from './steps/bars.ts';
import { Extreme, Sum } from './steps/window.ts';

export const chop = defineIndicator({
  name: 'chop',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const n = pick(p, 0);
    const range = new TrueRange();
    const ranges = new Sum(n);
    const top = new Extreme(n, 1);
    const bottom = new Extreme(n, -1);
    let last = Number.NaN;
    return (high, low, close) => {
      const travelled = ranges.next(range.next(high, low, close));
      const away = top.next(Math.max(high, last)) - bottom.next(Math.min(low, last));
      last = close;
      return away === 0 ? travelled * 0 : (100 * Math.log(travelled / away)) / Math.log(n);
    };
  },
  description:
    'Logarithm of the sum of true ranges over their common range, 0 (trend) to 100 (chop); 0 on flat data (Dreiss).',
  phrase: 'the {0}-bar choppiness index',
});
