/** Stochastic oscillator: slow K. */
import { defineIndicator, pick } from './define.ts';
import { StochasticLines, stochasticLines, stochasticParameters, stochasticWarmUp } from './stochastic.ts';

export const stochK = defineIndicator({
  name: 'stoch_k',
  inputs: ['high', 'low', 'close'],
  parameters: stochasticParameters,
  warmUp: (p) => stochasticWarmUp(pick(p, 0), pick(p, 1), pick(p, 2)),
  start: (p) => {
    const lines = new StochasticLines(pick(p, 0), pick(p, 1), pick(p, 2));
    return (high, low, close) => {
      lines.next(high, low, close);
      return lines.k;
    };
  },
  compute: (c, p) => stochasticLines([pick(c, 0), pick(c, 1), pick(c, 2)], pick(p, 0), pick(p, 1), pick(p, 2)).k,
  description: 'Place of the close in the n-bar range, 0 to 100, smoothed; 0 on flat data (TA-Lib).',
  phrase: 'the stochastic oscillator ({0} bars, smoothed over {1})',
});
