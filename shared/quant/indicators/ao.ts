/** Awesome oscillator. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Mean } from './steps/window.ts';

export const ao = defineIndicator({
  name: 'ao',
  inputs: ['high', 'low'],
  parameters: [barsParameter('fast', 5), barsParameter('slow', 34)],
  warmUp: (p) => Math.max(pick(p, 0), pick(p, 1)) - 1,
  start: (p) => {
    const fast = new Mean(pick(p, 0));
    const slow = new Mean(pick(p, 1));
    return (high, low) => {
      const middle = (high + low) / 2;
      const quick = fast.next(middle);
      return quick - slow.next(middle);
    };
  },
  description: 'Fast less slow mean of the middle price (Williams).',
  phrase: 'the awesome oscillator ({0}, {1} bars)',
});
