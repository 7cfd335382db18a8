/** True strength index. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';

export const tsi = defineIndicator({
  name: 'tsi',
  inputs: ['series'],
  parameters: [barsParameter('slow', 25), barsParameter('fast', 13)],
  warmUp: (p) => pick(p, 0) + pick(p, 1) - 1,
  start: (p) => {
    const change = [new Exponential(pick(p, 0)), new Exponential(pick(p, 1))] as const;
    const size = [new Exponential(pick(p, 0)), new Exponential(pick(p, 1))] as const;
    let last = Number.NaN;
    return (x) => {
      const move = x - last;
      last = x;
      const up = change[1].next(change[0].next(move));
      const all = size[1].next(size[0].next(Math.abs(move)));
      return all === 0 ? 0 : (100 * up) / all;
    };
  },
  description: 'Change smoothed twice in percent of its size smoothed twice; 0 on flat data (Blau 1991).',
  phrase: 'the true strength of {0} ({1}, {2} bars)',
});
