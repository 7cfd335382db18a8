/** MACD: line. */
import { defineIndicator, pick } from './define.ts';
import { MacdLines, macdLine, macdParameters, macdWarmUp } from './macd-lines.ts';

export const macd = defineIndicator({
  name: 'macd',
  inputs: ['series'],
  parameters: macdParameters,
  warmUp: (p) => macdWarmUp(pick(p, 0), pick(p, 1), pick(p, 2)),
  start: (p) => {
    const lines = new MacdLines(pick(p, 0), pick(p, 1), pick(p, 2));
    return (x) => {
      lines.next(x);
      return lines.line;
    };
  },
  compute: (c, p, into) => macdLine('line', pick(c, 0), p, into),
  description: 'Fast less slow exponential average and its signal; both averages start on bar slow - 1 (TA-Lib).',
  phrase: 'the MACD line of {0} ({1}, {2})',
});
