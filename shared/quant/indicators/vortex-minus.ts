/** Vortex indicator: minus. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { TrueRange } from './steps/bars.ts';
import { Sum } from './steps/window.ts';

export const vortexMinus = defineIndicator({
  name: 'vortex_minus',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const range = new TrueRange();
    const ranges = new Sum(pick(p, 0));
    const moves = new Sum(pick(p, 0));
    let lastHigh = Number.NaN;
    return (high, low, close) => {
      const all = ranges.next(range.next(high, low, close));
      const moved = moves.next(Math.abs(low - lastHigh));
      lastHigh = high;
      return all === 0 ? 0 : moved / all;
    };
  },
  description:
    "Sum of the distances from this bar to the last one's other end over the sum of true ranges (Botes and Siepman 2010).",
  phrase: 'the {0}-bar vortex minus',
});
