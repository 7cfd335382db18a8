/** MACD with fixed weights: line. */
import { defineIndicator, pick } from './define.ts';
import { MacdFixLines, macdFixParameters, macdFixWarmUp } from './macd-fix-lines.ts';

export const macdFix = defineIndicator({
  name: 'macd_fix',
  inputs: ['series'],
  parameters: macdFixParameters,
  warmUp: macdFixWarmUp,
  start: (p) => {
    const lines = new MacdFixLines(pick(p, 0));
    return (x) => {
      lines.next(x);
      return lines.line;
    };
  },
  description: "MACD of 12 and 26 bars with Appel's weights 0.15 and 0.075 (TA-Lib MACDFIX).",
  phrase: 'the line of the MACD of {0} with fixed weights',
});
