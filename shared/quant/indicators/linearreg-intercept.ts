/** Start of a linear regression. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { LineFit } from './steps/fit.ts';

export const linearregIntercept = defineIndicator({
  name: 'linearreg_intercept',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const fit = new LineFit(pick(p, 0));
    return (x) => {
      fit.next(x);
      return fit.intercept;
    };
  },
  description: 'Value of the least-squares line over the last n values at the oldest (TA-Lib).',
  phrase: 'the start of the {1}-bar regression line of {0}',
});
