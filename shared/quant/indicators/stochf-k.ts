/** Fast stochastic oscillator: K. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { FastStochastic } from './stochastic-fast.ts';

export const stochfK = defineIndicator({
  name: 'stochf_k',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14), barsParameter('signal', 3)],
  warmUp: (p) => pick(p, 0) + pick(p, 1) - 2,
  start: (p) => {
    const lines = new FastStochastic(pick(p, 0), pick(p, 1));
    return (high, low, close) => {
      lines.next(high, low, close);
      return lines.k;
    };
  },
  description:
    'Place of the close in the n-bar range, 0 to 100, and its mean; both start together, 0 on flat data (TA-Lib).',
  phrase: 'the fast stochastic %K ({0}, {1})',
});
