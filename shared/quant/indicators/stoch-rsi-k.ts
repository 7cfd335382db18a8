/** Stochastic of the relative strength index: K. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { OrderedStrength } from './steps/bars.ts';
import { FastStochastic } from './stochastic-fast.ts';

export const stochRsiK = defineIndicator({
  name: 'stoch_rsi_k',
  inputs: ['series'],
  parameters: [barsParameter('strength', 14, 2), barsParameter('length', 14), barsParameter('signal', 3)],
  warmUp: (p) => pick(p, 0) + pick(p, 1) + pick(p, 2) - 2,
  start: (p) => {
    const strength = new OrderedStrength(pick(p, 0));
    const lines = new FastStochastic(pick(p, 1), pick(p, 2));
    return (x) => {
      const value = strength.relative(x);
      lines.next(value, value, value);
      return lines.k;
    };
  },
  description: 'Fast stochastic of the relative strength index, not slowed (Chande and Kroll; TA-Lib).',
  phrase: 'the stochastic %K of the {1}-bar relative strength of {0} ({2}, {3})',
});
