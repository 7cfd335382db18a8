/** Simple moving average. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { rollingMean } from './rolling-mean.ts';
import { Mean } from './steps/window.ts';

export const sma = defineIndicator({
  name: 'sma',
  inputs: ['series'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Mean(pick(p, 0));
    return (x) => step.next(x);
  },
  compute: (c, p, into) => rollingMean(pick(c, 0), pick(p, 0), into),
  description: 'Mean of the last n values.',
  phrase: 'the {1}-bar average of {0}',
});
