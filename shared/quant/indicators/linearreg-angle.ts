/** Angle of a linear regression. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { LineFit } from './steps/fit.ts';

export const linearregAngle = defineIndicator({
  name: 'linearreg_angle',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const fit = new LineFit(pick(p, 0));
    return (x) => {
      fit.next(x);
      return (Math.atan(fit.slope) * 180) / Math.PI;
    };
  },
  description: 'Angle in degrees of the least-squares line, one unit of price to a bar (TA-Lib).',
  phrase: 'the angle of the {1}-bar regression line of {0}',
});
