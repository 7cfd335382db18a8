/** Relative strength index. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { relativeStrength } from './relative-strength.ts';
import { Strength } from './steps/bars.ts';

export const rsi = defineIndicator({
  name: 'rsi',
  inputs: ['series'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const step = new Strength(pick(p, 0));
    return (x) => step.relative(x);
  },
  compute: (c, p, into) => relativeStrength(pick(c, 0), pick(p, 0), into),
  description: 'Wilder smoothing seeded with the mean of the first n changes; 0 on flat data (TA-Lib).',
  phrase: 'the {1}-bar relative strength index of {0}',
});
