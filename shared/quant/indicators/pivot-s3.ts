/** Floor pivots: support 3. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { pivotStep } from './steps/pivots.ts';

export const pivotS3 = defineIndicator({
  name: 'pivot_s3',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 1, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => pivotStep(pick(p, 0), (h, l, pivot) => l - 2 * (h - pivot)),
  description: 'Floor trader levels from high, low and last close of the n bars before this one; pivot = their mean.',
  phrase: 'the pivot support 3 of the {0} bars before',
});
