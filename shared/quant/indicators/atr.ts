/** Average true range. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { exponential, trueRange } from './rolling.ts';
import { AverageRange } from './steps/bars.ts';

export const atr = defineIndicator({
  name: 'atr',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const step = new AverageRange(pick(p, 0));
    return (high, low, close) => step.next(high, low, close);
  },
  compute: (c, p) => exponential(trueRange(pick(c, 0), pick(c, 1), pick(c, 2)), pick(p, 0), 1 / pick(p, 0)),
  description: 'Wilder average of the true range, seeded with the mean of the first n (TA-Lib).',
  phrase: 'the {0}-bar average true range',
});
