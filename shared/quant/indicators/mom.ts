/** Momentum. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { difference } from './rolling.ts';
import { Lag } from './steps/window.ts';

export const mom = defineIndicator({
  name: 'mom',
  inputs: ['series'],
  parameters: [barsParameter('length', 10)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const back = new Lag(pick(p, 0));
    return (x) => x - back.next(x);
  },
  compute: (c, p) => difference(pick(c, 0), pick(p, 0)),
  description: 'Change over n bars (TA-Lib).',
  phrase: 'the change of {0} over {1} bars',
});
