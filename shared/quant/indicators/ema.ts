/** Exponential moving average. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { exponential } from './exponential.ts';
import { Exponential } from './steps/averages.ts';

export const ema = defineIndicator({
  name: 'ema',
  inputs: ['series'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Exponential(pick(p, 0));
    return (x) => step.next(x);
  },
  compute: (c, p, into) => exponential(pick(c, 0), pick(p, 0), undefined, into),
  description: 'Alpha 2/(n+1), seeded with the mean of the first n values (TA-Lib).',
  phrase: 'the {1}-bar exponential average of {0}',
});
