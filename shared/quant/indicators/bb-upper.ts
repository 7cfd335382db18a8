/** Bollinger bands: upper band. */
import { bollinger, bollingerParameters, bollingerStep } from './bollinger.ts';
import { defineIndicator, pick } from './define.ts';

export const bbUpper = defineIndicator({
  name: 'bb_upper',
  inputs: ['series'],
  parameters: bollingerParameters,
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => bollingerStep(pick(p, 0), pick(p, 1)),
  compute: (c, p, into) => bollinger(pick(c, 0), pick(p, 0), pick(p, 1), into),
  description: 'Mean of the last n values and a multiple of their population standard deviation (TA-Lib).',
  phrase: 'the upper Bollinger band of {0} ({1} bars, {2} deviations)',
});
