/** Bands around an average of any kind: lower band. */

import { averageParameter } from './average-parameter.ts';
import { barsParameter, defineIndicator, factorParameter, pick } from './define.ts';
import { averageWarmUp, createAverage } from './steps/averages.ts';
import { Variance } from './steps/window.ts';

export const bandsLower = defineIndicator({
  name: 'bands_lower',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 2), factorParameter('deviations', 2, 0, 20), averageParameter('average', 0)],
  warmUp: (p) => Math.max(pick(p, 0) - 1, averageWarmUp(pick(p, 2), pick(p, 0))),
  start: (p) => {
    const average = createAverage(pick(p, 2), pick(p, 0));
    const variance = new Variance(pick(p, 0), 0);
    return (x) => average.next(x) - pick(p, 1) * Math.sqrt(variance.next(x));
  },
  description:
    'An average of the chosen kind and a multiple of the population standard deviation around the plain mean (TA-Lib BBANDS).',
  phrase: 'the lower band around an average of {0} ({1} bars, {2} deviations)',
});
