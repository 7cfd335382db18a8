/** MACD with averages of any kind: signal. */
import { defineIndicator } from './define.ts';
import { MacdExtLines, macdExtParameters, macdExtWarmUp } from './macd-ext-lines.ts';

export const macdExtSignal = defineIndicator({
  name: 'macd_ext_signal',
  inputs: ['series'],
  parameters: macdExtParameters,
  warmUp: macdExtWarmUp,
  start: (p) => {
    const lines = new MacdExtLines(p);
    return (x) => {
      lines.next(x);
      return lines.signal;
    };
  },
  description:
    'Fast less slow average and its signal, each of a chosen kind; both start on the same bar (TA-Lib MACDEXT).',
  phrase: 'the signal of the MACD of {0} ({1}, {3}, {5} bars)',
});
