/** Floor pivots: support 2. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { pivotStep } from './steps/pivots.ts';

export const pivotS2 = defineIndicator({
  name: 'pivot_s2',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 1, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => pivotStep(pick(p, 0), (h, l, pivot) => pivot - (h - l)),
  description: 'Floor trader levels from high, low and last close of the n bars before this one; pivot = their mean.',
  phrase: 'the pivot support 2 of the {0} bars before',
});
