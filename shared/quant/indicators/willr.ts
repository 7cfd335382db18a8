/** Williams percent range. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { rollingExtreme } from './rolling.ts';
import { Extreme } from './steps/window.ts';

function percentRange(high: Float64Array, low: Float64Array, close: Float64Array, n: number): Float64Array {
  const top = rollingExtreme(high, n, 1);
  const bottom = rollingExtreme(low, n, -1);
  const out = nanColumn(high.length);
  for (let i = n - 1; i < high.length; i++) {
    const t = top[i] as number;
    const b = bottom[i] as number;
    out[i] = t === b ? 0 : (-100 * (t - (close[i] as number))) / (t - b);
  }
  return out;
}

export const willr = defineIndicator({
  name: 'willr',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const top = new Extreme(pick(p, 0), 1);
    const bottom = new Extreme(pick(p, 0), -1);
    return (high, low, close) => {
      const t = top.next(high);
      const b = bottom.next(low);
      return t === b ? 0 : (-100 * (t - close)) / (t - b);
    };
  },
  compute: (c, p) => percentRange(pick(c, 0), pick(c, 1), pick(c, 2), pick(p, 0)),
  description: 'Place of the close in the n-bar range, -100 to 0; 0 on flat data (TA-Lib).',
  phrase: 'the {0}-bar Williams percent range',
});
