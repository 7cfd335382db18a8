/** Schaff trend cycle. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { Exponential } from './steps/averages.ts';
import { Extreme, Mean } from './steps/window.ts';

const smooth = 3;

export const stc = defineIndicator({
  name: 'stc',
  inputs: ['series'],
  parameters: [barsParameter('cycle', 10, 2), barsParameter('fast', 23), barsParameter('slow', 50)],
  warmUp: (p) => Math.max(pick(p, 1), pick(p, 2)) - 1 + pick(p, 0) - 1 + smooth - 1,
  start: (p) => {
    const fast = new Exponential(pick(p, 1));
    const slow = new Exponential(pick(p, 2));
    const top = new Extreme(pick(p, 0), 1);
    const bottom = new Extreme(pick(p, 0), -1);
    const mean = new Mean(smooth);
    return (x) => {
      const line = fast.next(x) - slow.next(x);
      const highest = top.next(line);
      const lowest = bottom.next(line);
      return mean.next(highest === lowest ? 0 : (100 * (line - lowest)) / (highest - lowest));
    };
  },
  description:
    'Stochastic oscillator of the difference of two exponential averages, 0 to 100, smoothed over three bars (Schaff; Stock.Indicators).',
  phrase: 'the Schaff trend cycle of {0} ({1}, {2}, {3})',
});
