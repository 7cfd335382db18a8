/** MACD with averages of any kind: histogram. */
import { defineIndicator } from './define.ts';
import { MacdExtLines, macdExtParameters, macdExtWarmUp } from './macd-ext-lines.ts';

export const macdExtHistogram = defineIndicator({
  name: 'macd_ext_histogram',
  inputs: ['series'],
  parameters: macdExtParameters,
  warmUp: macdExtWarmUp,
  start: (p) => {
    const lines = new MacdExtLines(p);
    return (x) => {
      lines.next(x);
      return lines.histogram;
    };
  },
  description:
    'Fast less slow average and its signal, each of a chosen kind; both start on the same bar (TA-Lib MACDEXT).',
  phrase: 'the histogram of the MACD of {0} ({1}, {3}, {5} bars)',
});
