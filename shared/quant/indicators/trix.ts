/** Rate of change of a triple exponential average. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';

export const trix = defineIndicator({
  name: 'trix',
  inputs: ['series'],
  parameters: [barsParameter('length', 15, 1)],
  warmUp: (p) => 3 * (pick(p, 0) - 1) + 1,
  start: (p) => {
    const stages = [0, 1, 2].map(() => new Exponential(pick(p, 0)));
    let last = Number.NaN;
    return (x) => {
      let now = x;
      for (const stage of stages) now = stage.next(now);
      const before = last;
      last = now;
      return before === 0 ? now * 0 : (now / before - 1) * 100;
    };
  },
  description: 'One-bar percent change of an average of an average of an average, each seeded with a mean (TA-Lib).',
  phrase: 'the {1}-bar TRIX of {0}',
});
