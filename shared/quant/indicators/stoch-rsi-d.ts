/** Stochastic of the relative strength index: D. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { OrderedStrength } from './steps/bars.ts';
import { FastStochastic } from './stochastic-fast.ts';

export const stochRsiD = defineIndicator({
  name: 'stoch_rsi_d',
  inputs: ['series'],
  parameters: [barsParameter('strength', 14, 2), barsParameter('length', 14), barsParameter('signal', 3)],
  warmUp: (p) => pick(p, 0) + pick(p, 1) + pick(p, 2) - 2,
  start: (p) => {
    const strength = new OrderedStrength(pick(p, 0));
    const lines = new FastStochastic(pick(p, 1), pick(p, 2));
    return (x) => {
      const value = strength.relative(x);
      lines.next(value, value, value);
      return lines.d;
    };
  },
  description: 'Fast stochastic of the relative strength index, not slowed (Chande and Kroll; TA-Lib).',
  phrase: 'the stochastic %D of the {1}-bar relative strength of {0} ({2}, {3})',
});
