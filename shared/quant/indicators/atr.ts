/** Average true range. */
import { averageRange } from './average-range.ts';
import { barsParameter, defineIndicator, pick } from './define.ts';
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
  compute: (c, p, into) => averageRange([pick(c, 0), pick(c, 1), pick(c, 2)], pick(p, 0), into),
  description: 'Wilder average of the true range, seeded with the mean of the first n (TA-Lib).',
  phrase: 'the {0}-bar average true range',
});
