/** Bollinger bands: lower band. */
import { bollinger, bollingerStep } from './bollinger.ts';
import { barsParameter, defineIndicator, factorParameter, pick } from './define.ts';

export const bbLower = defineIndicator({
  name: 'bb_lower',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 2), factorParameter('deviations', 2, 0, 20)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => bollingerStep(pick(p, 0), -pick(p, 1)),
  compute: (c, p) => bollinger(pick(c, 0), pick(p, 0), -pick(p, 1)),
  description: 'Mean of the last n values and a multiple of their population standard deviation (TA-Lib).',
  phrase: 'the lower Bollinger band of {0} ({1} bars, {2} deviations)',
});
