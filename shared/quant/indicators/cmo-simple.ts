/** Chande momentum oscillator of plain sums. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Sum } from './steps/window.ts';

export const cmoSimple = defineIndicator({
  name: 'cmo_simple',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const rises = new Sum(pick(p, 0));
    const falls = new Sum(pick(p, 0));
    let last = Number.NaN;
    return (x) => {
      const change = x - last;
      last = x;
      const up = rises.next(Math.max(change, 0));
      const down = falls.next(Math.max(-change, 0));
      return up + down === 0 ? 0 : (100 * (up - down)) / (up + down);
    };
  },
  description:
    'Rises less falls of the last n changes in percent of their sum, not smoothed (Chande 1994); 0 on flat data.',
  phrase: 'the {1}-bar plain Chande momentum of {0}',
});
