/** Floor pivots: the pivot point. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { pivotStep } from './steps/pivots.ts';

export const pivotPoint = defineIndicator({
  name: 'pivot_point',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 1, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => pivotStep(pick(p, 0), (_h, _l, pivot) => pivot),
  description: 'Floor trader levels from high, low and last close of the n bars before this one; pivot = their mean.',
  phrase: 'the pivot point of the {0} bars before',
});
