/** End point of a linear regression. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { LineFit } from './steps/fit.ts';

export const linearreg = defineIndicator({
  name: 'linearreg',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const n = pick(p, 0);
    const fit = new LineFit(n);
    return (x) => {
      fit.next(x);
      return fit.intercept + fit.slope * (n - 1);
    };
  },
  description: 'Value of the least-squares line over the last n values at the newest (TA-Lib).',
  phrase: 'the {1}-bar regression line of {0}',
});
