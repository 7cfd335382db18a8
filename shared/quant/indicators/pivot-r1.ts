/** Floor pivots: resistance 1. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { pivotStep } from './steps/pivots.ts';

export const pivotR1 = defineIndicator({
  name: 'pivot_r1',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 1, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => pivotStep(pick(p, 0), (_h, l, pivot) => 2 * pivot - l),
  description: 'Floor trader levels from high, low and last close of the n bars before this one; pivot = their mean.',
  phrase: 'the pivot resistance 1 of the {0} bars before',
});
