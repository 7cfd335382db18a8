/** Volume-weighted moving average. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Mean } from './steps/window.ts';

export const vwma = defineIndicator({
  name: 'vwma',
  inputs: ['series', 'volume'],
  parameters: [barsParameter('length', 20, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const traded = new Mean(pick(p, 0));
    const volumes = new Mean(pick(p, 0));
    return (x, volume) => {
      const value = traded.next(x * volume);
      const v = volumes.next(volume);
      return v > 0 ? value / v : Number.NaN;
    };
  },
  description: 'Mean of the last n values weighted with volume; no value where nothing traded.',
  phrase: 'the {1}-bar volume-weighted average of {0}',
});
