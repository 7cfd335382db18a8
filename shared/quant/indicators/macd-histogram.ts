/** MACD: histogram. */
import { defineIndicator, pick } from './define.ts';
import { MacdLines, macdLine, macdParameters, macdWarmUp } from './macd-lines.ts';

export const macdHistogram = defineIndicator({
  name: 'macd_histogram',
  inputs: ['series'],
  parameters: macdParameters,
  warmUp: (p) => macdWarmUp(pick(p, 0), pick(p, 1), pick(p, 2)),
  start: (p) => {
    const lines = new MacdLines(pick(p, 0), pick(p, 1), pick(p, 2));
    return (x) => {
      lines.next(x);
      return lines.histogram;
    };
  },
  compute: (c, p, into) => macdLine('histogram', pick(c, 0), p, into),
  description: 'Fast less slow exponential average and its signal; both averages start on bar slow - 1 (TA-Lib).',
  phrase: 'the MACD of {0} ({1}, {2}) less its {3}-bar signal line',
});
