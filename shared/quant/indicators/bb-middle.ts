/** Bollinger bands: middle band. */
import { bollinger, bollingerParameters, bollingerStep } from './bollinger.ts';
import { defineIndicator, pick } from './define.ts';

export const bbMiddle = defineIndicator({
  name: 'bb_middle',
  inputs: ['series'],
  parameters: bollingerParameters,
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => bollingerStep(pick(p, 0), 0),
  compute: (c, p, into) => bollinger(pick(c, 0), pick(p, 0), 0, into),
  description: 'Mean of the last n values and a multiple of their population standard deviation (TA-Lib).',
  phrase: 'the middle Bollinger band of {0} ({1} bars)',
});
