/** Stochastic oscillator: slow D. */
import { defineIndicator, pick } from './define.ts';
import { StochasticLines, stochasticLines, stochasticParameters, stochasticWarmUp } from './stochastic.ts';

export const stochD = defineIndicator({
  name: 'stoch_d',
  inputs: ['high', 'low', 'close'],
  parameters: stochasticParameters,
  warmUp: (p) => stochasticWarmUp(pick(p, 0), pick(p, 1), pick(p, 2)),
  start: (p) => {
    const lines = new StochasticLines(pick(p, 0), pick(p, 1), pick(p, 2));
    return (high, low, close) => {
      lines.next(high, low, close);
      return lines.d;
    };
  },
  compute: (c, p) => stochasticLines([pick(c, 0), pick(c, 1), pick(c, 2)], pick(p, 0), pick(p, 1), pick(p, 2)).d,
  description: 'Place of the close in the n-bar range, 0 to 100, smoothed; 0 on flat data (TA-Lib).',
  phrase: 'the signal line of the stochastic oscillator ({0}, {1}, {2})',
});
