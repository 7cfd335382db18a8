/** Parabolic stop and reverse. */

import { defineIndicator, factorParameter, pick } from './define.ts';
import { ParabolicStop } from './steps/channels.ts';

export const sar = defineIndicator({
  name: 'sar',
  inputs: ['high', 'low'],
  parameters: [factorParameter('acceleration', 0.02, 0, 1), factorParameter('maximum', 0.2, 0, 1)],
  warmUp: () => 1,
  start: (p) => {
    const stop = new ParabolicStop(pick(p, 0), pick(p, 1));
    return (high, low) => stop.next(high, low);
  },
  description: "Wilder's trailing stop; the first direction is that of the first directional movement (TA-Lib).",
  phrase: 'the parabolic stop ({0}, {1})',
});
