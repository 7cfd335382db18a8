/** Accumulation and distribution line. */

import { defineIndicator } from './define.ts';
import { moneyFlow } from './steps/bars.ts';

export const ad = defineIndicator({
  name: 'ad',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [],
  warmUp: () => 0,
  start: () => {
    let total = 0;
    return (high, low, close, volume) => {
      const flow = moneyFlow(high, low, close, volume);
      total = Number.isNaN(flow) ? 0 : total + flow;
      return Number.isNaN(flow) ? flow : total;
    };
  },
  description:
    'Running sum of volume times the place of the close in the range; starts anew after a gap (Chaikin; TA-Lib).',
  phrase: 'the accumulation line',
});
