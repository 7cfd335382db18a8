/** Rolling Hurst exponent. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { hurstExponent } from './steps/rescaled-range.ts';
import { Window } from './steps/window.ts';

export const hurst = defineIndicator({
  name: 'hurst',
  inputs: ['series'],
  parameters: [barsParameter('length', 100, 32)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const n = pick(p, 0);
    const window = new Window(n);
    const returns = new Float64Array(n);
    let last = Number.NaN;
    return (x) => {
      const change = Math.log(x / last);
      last = x;
      if (!window.push(change)) return Number.NaN;
      for (let k = 0; k < n; k++) returns[k] = window.old(k);
      return hurstExponent(returns);
    };
  },
  description:
    'Slope of the log rescaled range of n log returns against the log length of their parts; 0.5 = no memory, also on flat data.',
  phrase: 'the {1}-bar Hurst exponent of {0}',
});
