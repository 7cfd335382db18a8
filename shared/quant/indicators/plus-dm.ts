/** Directional movement: plus. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { DirectionalMovement } from './steps/bars.ts';

export const plusDm = defineIndicator({
  name: 'plus_dm',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 14, 1)],
  warmUp: (p) => Math.max(1, pick(p, 0) - 1),
  start: (p) => {
    const step = new DirectionalMovement(pick(p, 0));
    const first = Math.max(1, pick(p, 0) - 1);
    return (high, low) => {
      step.next(high, low, low);
      return step.run < first ? Number.NaN : step.plus;
    };
  },
  description: 'Wilder sum of directional movement: the first n - 1 bars added, then smoothed (TA-Lib).',
  phrase: 'the {0}-bar plus directional movement',
});
