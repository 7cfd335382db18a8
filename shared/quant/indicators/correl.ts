/** Rolling correlation. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Pair } from './steps/fit.ts';

export const correl = defineIndicator({
  name: 'correl',
  inputs: ['series', 'series'],
  parameters: [barsParameter('length', 30, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const pair = new Pair(pick(p, 0));
    return (x, y) => {
      if (!pair.next(x, y)) return Number.NaN;
      const spread = pair.aa * pair.bb;
      return spread > 0 ? pair.ab / Math.sqrt(spread) : 0;
    };
  },
  description: 'Pearson correlation of the last n values of two series; 0 where one is flat (TA-Lib).',
  phrase: 'the {2}-bar correlation of {0} and {1}',
});
