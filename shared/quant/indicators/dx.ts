/** Directional movement index. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { DirectionalMovement } from './steps/bars.ts';

export const dx = defineIndicator({
  name: 'dx',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const step = new DirectionalMovement(pick(p, 0));
    return (high, low, close) => {
      step.next(high, low, close);
      return step.run < step.n ? Number.NaN : step.index;
    };
  },
  description:
    'Distance of both directional indicators in percent of their sum; keeps its value on flat data (TA-Lib).',
  phrase: 'the {0}-bar directional movement index',
});
