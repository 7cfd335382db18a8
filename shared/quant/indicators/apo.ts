/** Absolute price oscillator. */

import { averageParameter } from './average-parameter.ts';
import { barsParameter, defineIndicator, pick } from './define.ts';
import { AveragePair, pairWarmUp } from './steps/averages.ts';

export const apo = defineIndicator({
  name: 'apo',
  inputs: ['series'],
  parameters: [barsParameter('fast', 12, 2), barsParameter('slow', 26, 2), averageParameter('average', 1)],
  warmUp: (p) => pairWarmUp(pick(p, 0), pick(p, 2), pick(p, 1), pick(p, 2)),
  start: (p) => {
    const pair = new AveragePair(pick(p, 0), pick(p, 2), pick(p, 1), pick(p, 2), false);
    return (x) => {
      pair.next(x);
      return pair.fastValue - pair.slowValue;
    };
  },
  description: 'Fast less slow average of the chosen kind, each started as soon as it can be (TA-Lib).',
  phrase: 'the {1}-bar less the {2}-bar average of {0}',
});
