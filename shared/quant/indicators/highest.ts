/** Highest value. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { rollingExtreme } from './rolling.ts';
import { Extreme } from './steps/window.ts';

export const highest = defineIndicator({
  name: 'highest',
  inputs: ['series'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Extreme(pick(p, 0), 1);
    return (x) => step.next(x);
  },
  compute: (c, p) => rollingExtreme(pick(c, 0), pick(p, 0), 1),
  description: 'Highest of the last n values, the current one included.',
  phrase: 'the highest of {0} over {1} bars',
});
