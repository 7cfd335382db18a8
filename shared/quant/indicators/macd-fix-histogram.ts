/** MACD with fixed weights: histogram. */
import { defineIndicator, pick } from './define.ts';
import { MacdFixLines, macdFixParameters, macdFixWarmUp } from './macd-fix-lines.ts';

export const macdFixHistogram = defineIndicator({
  name: 'macd_fix_histogram',
  inputs: ['series'],
  parameters: macdFixParameters,
  warmUp: macdFixWarmUp,
  start: (p) => {
    const lines = new MacdFixLines(pick(p, 0));
    return (x) => {
      lines.next(x);
      return lines.histogram;
    };
  },
  description: "MACD of 12 and 26 bars with Appel's weights 0.15 and 0.075 (TA-Lib MACDFIX).",
  phrase: 'the histogram of the MACD of {0} with fixed weights',
});
