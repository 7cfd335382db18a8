/** Time series forecast. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { LineFit } from './steps/fit.ts';

export const tsf = defineIndicator({
  name: 'tsf',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const n = pick(p, 0);
    const fit = new LineFit(n);
    return (x) => {
      fit.next(x);
      return fit.intercept + fit.slope * n;
    };
  },
  description: 'Value of the least-squares line over the last n values one bar ahead (TA-Lib).',
  phrase: 'the {1}-bar regression forecast of {0}',
});
