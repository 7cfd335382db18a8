/** Percentage price oscillator. */

import { averageParameter } from './average-parameter.ts';
import { barsParameter, defineIndicator, pick } from './define.ts';
import { AveragePair, pairWarmUp } from './steps/averages.ts';

export const ppo = defineIndicator({
  name: 'ppo',
  inputs: ['series'],
  parameters: [barsParameter('fast', 12, 2), barsParameter('slow', 26, 2), averageParameter('average', 1)],
  warmUp: (p) => pairWarmUp(pick(p, 0), pick(p, 2), pick(p, 1), pick(p, 2)),
  start: (p) => {
    const pair = new AveragePair(pick(p, 0), pick(p, 2), pick(p, 1), pick(p, 2), false);
    return (x) => {
      pair.next(x);
      const slow = pair.slowValue;
      return slow === 0 ? pair.fastValue * 0 : (100 * (pair.fastValue - slow)) / slow;
    };
  },
  description: 'Fast less slow average in percent of the slow one; 0 where that is 0 (TA-Lib).',
  phrase: 'the {1}-bar less the {2}-bar average of {0} in percent',
});
