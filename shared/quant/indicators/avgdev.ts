/** Average deviation. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Window } from './steps/window.ts';

export const avgdev = defineIndicator({
  name: 'avgdev',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const n = pick(p, 0);
    const window = new Window(n);
    return (x) => {
      if (!window.push(x)) return Number.NaN;
      let mean = 0;
      for (let k = 0; k < n; k++) mean += window.old(k);
      mean /= n;
      let away = 0;
      for (let k = 0; k < n; k++) away += Math.abs(window.old(k) - mean);
      return away / n;
    };
  },
  description: 'Mean distance of the last n values from their mean (TA-Lib).',
  phrase: 'the {1}-bar average deviation of {0}',
});
