/** Aroon: down. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Extreme } from './steps/window.ts';

export const aroonDown = defineIndicator({
  name: 'aroon_down',
  inputs: ['low'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const n = pick(p, 0);
    const extreme = new Extreme(n + 1, -1);
    return (x) => (Number.isNaN(extreme.next(x)) ? Number.NaN : (100 * (n - extreme.age)) / n);
  },
  description:
    'How recent the extreme of the last n + 1 bars is, in percent; of equal ones the newest counts (TA-Lib).',
  phrase: 'the {0}-bar Aroon down',
});
