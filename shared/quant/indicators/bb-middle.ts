/** Bollinger bands: middle band. */
import { bollinger, bollingerStep } from './bollinger.ts';
import { barsParameter, defineIndicator, factorParameter, pick } from './define.ts';

export const bbMiddle = defineIndicator({
  name: 'bb_middle',
  inputs: ['series'],
  parameters: [barsParameter('length', 20, 2), factorParameter('deviations', 2, 0, 20)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => bollingerStep(pick(p, 0), 0),
  compute: (c, p) => bollinger(pick(c, 0), pick(p, 0), 0),
  description: 'Mean of the last n values and a multiple of their population standard deviation (TA-Lib).',
  phrase: 'the middle Bollinger band of {0} ({1} bars)',
});
