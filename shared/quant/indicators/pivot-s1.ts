/** Floor pivots: support 1. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { pivotStep } from './steps/pivots.ts';

export const pivotS1 = defineIndicator({
  name: 'pivot_s1',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 1, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => pivotStep(pick(p, 0), (h, _l, pivot) => 2 * pivot - h),
  description: 'Floor trader levels from high, low and last close of the n bars before this one; pivot = their mean.',
  phrase: 'the pivot support 1 of the {0} bars before',
});
