/** Rate of change. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { Lag } from './steps/window.ts';

function change(x: Float64Array, n: number): Float64Array {
  const out = nanColumn(x.length);
  for (let i = n; i < x.length; i++) {
    const before = x[i - n] as number;
    const now = x[i] as number;
    out[i] = before === 0 ? now * 0 : (now / before - 1) * 100;
  }
  return out;
}

export const roc = defineIndicator({
  name: 'roc',
  inputs: ['series'],
  parameters: [barsParameter('length', 10)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const back = new Lag(pick(p, 0));
    return (x) => {
      const before = back.next(x);
      return before === 0 ? x * 0 : (x / before - 1) * 100;
    };
  },
  compute: (c, p) => change(pick(c, 0), pick(p, 0)),
  description: 'Percent change over n bars; 0 where the old value is 0 (TA-Lib).',
  phrase: 'the percent change of {0} over {1} bars',
});
