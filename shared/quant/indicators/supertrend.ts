/** Supertrend: line. */

import { barsParameter, defineIndicator, factorParameter, pick } from './define.ts';
import { SuperTrend } from './steps/channels.ts';

export const supertrend = defineIndicator({
  name: 'supertrend',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 10), factorParameter('factor', 3, 0, 20)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const step = new SuperTrend(pick(p, 0), pick(p, 1));
    return (high, low, close) => step.next(high, low, close);
  },
  description:
    'A stop some average true ranges from the middle price that only tightens until the close crosses it (Seban).',
  phrase: 'the supertrend ({0} bars, {1} ranges)',
});
