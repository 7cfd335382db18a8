/** Directional indicator: minus. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { DirectionalMovement } from './steps/bars.ts';

export const minusDi = defineIndicator({
  name: 'minus_di',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const step = new DirectionalMovement(pick(p, 0));
    const factor = pick(p, 0) === 1 ? 1 : 100;
    return (high, low, close) => {
      step.next(high, low, close);
      if (step.run < step.n) return Number.NaN;
      return step.range === 0 ? 0 : (factor * step.minus) / step.range;
    };
  },
  description: 'Wilder sum of directional movement in percent of that of the true range; a share when n is 1 (TA-Lib).',
  phrase: 'the {0}-bar minus directional indicator',
});
