/** Rolling standard deviation. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { rollingVariance } from './rolling-variance.ts';
import { Variance } from './steps/window.ts';

export const stddev = defineIndicator({
  name: 'stddev',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Variance(pick(p, 0), 0);
    return (x) => Math.sqrt(step.next(x));
  },
  compute: (c, p, into) => {
    const out = rollingVariance(pick(c, 0), pick(p, 0), 0, into);
    for (let i = 0; i < out.length; i++) out[i] = Math.sqrt(out[i] as number);
    return out;
  },
  description: 'Population standard deviation of the last n values (TA-Lib).',
  phrase: 'the {1}-bar standard deviation of {0}',
});
