/** Normalised average true range. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { AverageRange } from './steps/bars.ts';

export const natr = defineIndicator({
  name: 'natr',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14, 1)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const range = new AverageRange(pick(p, 0));
    return (high, low, close) => {
      const value = range.next(high, low, close);
      return close === 0 ? value * 0 : (100 * value) / close;
    };
  },
  description: 'Average true range in percent of the close (TA-Lib).',
  phrase: 'the {0}-bar average true range in percent',
});
