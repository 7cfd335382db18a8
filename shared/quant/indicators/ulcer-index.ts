/** Ulcer index. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Window } from './steps/window.ts';

export const ulcerIndex = defineIndicator({
  name: 'ulcer_index',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const n = pick(p, 0);
    const window = new Window(n);
    return (x) => {
      if (!window.push(x)) return Number.NaN;
      let peak = Number.NEGATIVE_INFINITY;
      let squares = 0;
      for (let k = 0; k < n; k++) {
        const value = window.old(k);
        peak = Math.max(peak, value);
        squares += ((100 * (value - peak)) / peak) ** 2;
      }
      return Math.sqrt(squares / n);
    };
  },
  description: 'Root mean square of the percent falls from the highest value so far within the last n (Martin 1987).',
  phrase: 'the {1}-bar ulcer index of {0}',
});
