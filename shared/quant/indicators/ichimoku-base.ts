/** Ichimoku: base line. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { rangeMiddle } from './steps/channels.ts';

export const ichimokuBase = defineIndicator({
  name: 'ichimoku_base',
  inputs: ['high', 'low'],
  parameters: [barsParameter('length', 26, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => rangeMiddle(pick(p, 0)),
  description: 'Kijun-sen: middle of the n-bar range (Hosoda).',
  phrase: 'the {0}-bar base line',
});
