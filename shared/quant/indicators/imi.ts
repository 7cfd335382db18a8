/** Intraday momentum index. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Sum } from './steps/window.ts';

export const imi = defineIndicator({
  name: 'imi',
  inputs: ['open', 'close'],
  parameters: [barsParameter('length', 14, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const rises = new Sum(pick(p, 0));
    const falls = new Sum(pick(p, 0));
    return (open, close) => {
      const up = rises.next(close > open ? close - open : close * open * 0);
      const down = falls.next(close < open ? open - close : close * open * 0);
      return up + down === 0 ? 0 : (100 * up) / (up + down);
    };
  },
  description: 'Rises from open to close over n bars in percent of rises and falls; 0 on flat data (Chande; TA-Lib).',
  phrase: 'the {0}-bar intraday momentum',
});
