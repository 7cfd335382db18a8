/** Percent rank. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { Window } from './steps/window.ts';

function rank(x: Float64Array, n: number): Float64Array {
  const out = nanColumn(x.length);
  let gap = -1;
  for (let i = 0; i < x.length; i++) {
    const now = x[i] as number;
    if (Number.isNaN(now)) gap = i;
    if (i - gap <= n) continue;
    let below = 0;
    for (let j = i - n; j < i; j++) if ((x[j] as number) < now) below++;
    out[i] = (100 * below) / n;
  }
  return out;
}

export const percentRank = defineIndicator({
  name: 'percent_rank',
  inputs: ['series'],
  parameters: [barsParameter('length', 100, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const n = pick(p, 0);
    const window = new Window(n + 1);
    return (x) => {
      if (!window.push(x)) return Number.NaN;
      let below = 0;
      for (let k = 1; k <= n; k++) if (window.back(k) < x) below++;
      return (100 * below) / n;
    };
  },
  compute: (c, p) => rank(pick(c, 0), pick(p, 0)),
  description: 'Percent of the n values before the current one that lie below it (the rank in the Connors RSI).',
  phrase: 'the percent rank of {0} among the {1} bars before',
});
