/** Rolling beta. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Pair } from './steps/fit.ts';

export const beta = defineIndicator({
  name: 'beta',
  inputs: ['series', 'series'],
  parameters: [barsParameter('length', 60, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const pair = new Pair(pick(p, 0));
    let lastX = Number.NaN;
    let lastY = Number.NaN;
    return (x, y) => {
      const ready = pair.next(lastX === 0 ? x * 0 : x / lastX - 1, lastY === 0 ? y * 0 : y / lastY - 1);
      lastX = x;
      lastY = y;
      if (!ready) return Number.NaN;
      return pair.aa > 0 ? pair.ab / pair.aa : 0;
    };
  },
  description:
    'Slope of the last n returns of the second series on those of the first, the market; 0 where that is flat (TA-Lib).',
  phrase: 'the {2}-bar beta of {1} to {0}',
});
