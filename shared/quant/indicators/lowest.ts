/** Lowest value. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { rollingExtreme } from './rolling.ts';
import { Extreme } from './steps/window.ts';

export const lowest = defineIndicator({
  name: 'lowest',
  inputs: ['series'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const step = new Extreme(pick(p, 0), -1);
    return (x) => step.next(x);
  },
  compute: (c, p) => rollingExtreme(pick(c, 0), pick(p, 0), -1),
  description: 'Lowest of the last n values, the current one included.',
  phrase: 'the lowest of {0} over {1} bars',
});
