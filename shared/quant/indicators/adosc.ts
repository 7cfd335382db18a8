/** Chaikin oscillator. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { moneyFlow } from './steps/bars.ts';

export const adosc = defineIndicator({
  name: 'adosc',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [barsParameter('fast', 3, 2), barsParameter('slow', 10, 2)],
  warmUp: (p) => Math.max(pick(p, 0), pick(p, 1)) - 1,
  start: (p) => {
    const fast = 2 / (pick(p, 0) + 1);
    const slow = 2 / (pick(p, 1) + 1);
    const first = Math.max(pick(p, 0), pick(p, 1));
    let run = 0;
    let total = 0;
    let quick = 0;
    let calm = 0;
    return (high, low, close, volume) => {
      const flow = moneyFlow(high, low, close, volume);
      if (Number.isNaN(flow)) {
        run = 0;
        return flow;
      }
      run++;
      total = run === 1 ? flow : total + flow;
      quick = run === 1 ? total : fast * total + (1 - fast) * quick;
      calm = run === 1 ? total : slow * total + (1 - slow) * calm;
      return run < first ? Number.NaN : quick - calm;
    };
  },
  description:
    'Fast less slow exponential average of the accumulation line, both seeded with its first value (TA-Lib).',
  phrase: 'the Chaikin oscillator ({0}, {1} bars)',
});
