/** Connors relative strength. */

import { barsParameter, defineIndicator, pick } from './define.ts';
import { Strength } from './steps/bars.ts';
import { Window } from './steps/window.ts';

export const connorsRsi = defineIndicator({
  name: 'connors_rsi',
  inputs: ['series'],
  parameters: [barsParameter('strength', 3, 2), barsParameter('streak', 2, 2), barsParameter('rank', 100, 2)],
  warmUp: (p) => Math.max(pick(p, 0), pick(p, 1), pick(p, 2) + 1),
  start: (p) => {
    const strength = new Strength(pick(p, 0));
    const streaks = new Strength(pick(p, 1));
    const n = pick(p, 2);
    const changes = new Window(n + 1);
    let last = Number.NaN;
    let streak = Number.NaN;
    return (x) => {
      const before = last;
      last = x;
      if (Number.isNaN(x)) streak = x;
      else if (Number.isNaN(before) || x === before) streak = 0;
      else streak = x > before ? Math.max(streak, 0) + 1 : Math.min(streak, 0) - 1;
      const one = strength.relative(x);
      const two = streaks.relative(streak);
      const change = x / before - 1;
      if (!changes.push(change)) return Number.NaN;
      let below = 0;
      for (let k = 1; k <= n; k++) if (changes.back(k) < change) below++;
      return (one + two + (100 * below) / n) / 3;
    };
  },
  description:
    'Mean of the relative strengths of the price and of its streaks and the percent rank of its last change (Connors 2012).',
  phrase: 'the Connors relative strength of {0}',
});
