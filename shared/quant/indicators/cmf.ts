/** Chaikin money flow. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { moneyFlow } from './steps/bars.ts';
import { Sum } from './steps/window.ts';

export const cmf = defineIndicator({
  name: 'cmf',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [barsParameter('length', 20, 1)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const flows = new Sum(pick(p, 0));
    const volumes = new Sum(pick(p, 0));
    return (high, low, close, volume) => {
      const flow = flows.next(moneyFlow(high, low, close, volume));
      const all = volumes.next(volume);
      return all === 0 ? flow * 0 : flow / all;
    };
  },
  description:
    'Volume times the place of the close in the range, summed over n bars, over the volume; 0 where nothing traded (Chaikin).',
  phrase: 'the {0}-bar Chaikin money flow',
});
