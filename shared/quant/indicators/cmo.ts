/** Chande momentum oscillator. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Strength } from './steps/bars.ts';

export const cmo = defineIndicator({
  name: 'cmo',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const strength = new Strength(pick(p, 0));
    return (x) => {
      strength.next(x);
      const { upValue, downValue } = strength;
      return upValue + downValue === 0 ? 0 : (100 * (upValue - downValue)) / (upValue + downValue);
    };
  },
  description: 'Wilder averages of rises less falls in percent of their sum; 0 on flat data (TA-Lib).',
  phrase: 'the {1}-bar Chande momentum of {0}',
});
