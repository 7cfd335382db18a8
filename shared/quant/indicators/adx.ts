/** Average directional index. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { DirectionalIndex } from './steps/bars.ts';

function directionalIndex(high: Float64Array, low: Float64Array, close: Float64Array, n: number): Float64Array {
  const out = nanColumn(high.length);
  let run = 0;
  let plus = 0;
  let minus = 0;
  let range = 0;
  let index = 0;
  let average = 0;
  for (let i = 1; i < high.length; i++) {
    const h = high[i] as number;
    const l = low[i] as number;
    const before = close[i - 1] as number;
    const up = h - (high[i - 1] as number);
    const down = (low[i - 1] as number) - l;
    if (Number.isNaN(up + down + before)) {
      run = 0;
      continue;
    }
    if (run === 0) {
      plus = 0;
      minus = 0;
      range = 0;
      index = 0;
      average = 0;
    }
    run++;
    const keep = run >= n ? 1 - 1 / n : 1;
    plus = plus * keep + (up > down && up > 0 ? up : 0);
    minus = minus * keep + (down > up && down > 0 ? down : 0);
    range = range * keep + Math.max(h - l, Math.abs(h - before), Math.abs(l - before));
    if (run < n) continue;
    const sum = plus + minus;
    // On flat data the index keeps its last value.
    if (range !== 0 && sum !== 0) index = (100 * Math.abs(plus - minus)) / sum;
    if (run < 2 * n - 1) average += index;
    else {
      average = run === 2 * n - 1 ? (average + index) / n : (average * (n - 1) + index) / n;
      out[i] = average;
    }
  }
  return out;
}

export const adx = defineIndicator({
  name: 'adx',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => 2 * pick(p, 0) - 1,
  start: (p) => {
    const step = new DirectionalIndex(pick(p, 0));
    return (high, low, close) => step.next(high, low, close);
  },
  compute: (c, p) => directionalIndex(pick(c, 0), pick(c, 1), pick(c, 2), pick(p, 0)),
  description: 'Wilder sums of directional movement and true range over n - 1 bars, then Wilder averages (TA-Lib).',
  phrase: 'the {0}-bar average directional index',
});
