/** Aroon oscillator: up less down. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Extreme } from './steps/window.ts';

export const aroonOscillator = defineIndicator({
  name: 'aroon_oscillator',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const n = pick(p, 0);
    const top = new Extreme(n + 1, 1);
    const bottom = new Extreme(n + 1, -1);
    return (high, low) => {
      const t = top.next(high);
      return Number.isNaN(t + bottom.next(low)) ? Number.NaN : (100 * (bottom.age - top.age)) / n;
    };
  },
  description:
    'How recent the extreme of the last n + 1 bars is, in percent; of equal ones the newest counts (TA-Lib).',
  phrase: 'the {0}-bar Aroon oscillator',
});
