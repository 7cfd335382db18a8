/** Commodity channel index. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { typicalPrice } from './rolling.ts';
import { Window } from './steps/window.ts';

function channelIndex(x: Float64Array, n: number): Float64Array {
  const out = nanColumn(x.length);
  for (let i = n - 1; i < x.length; i++) {
    let mean = 0;
    for (let j = i - n + 1; j <= i; j++) mean += x[j] as number;
    mean /= n;
    let deviation = 0;
    for (let j = i - n + 1; j <= i; j++) deviation += Math.abs((x[j] as number) - mean);
    const away = (x[i] as number) - mean;
    out[i] = away === 0 || deviation === 0 ? 0 : away / ((0.015 * deviation) / n);
  }
  return out;
}

export const cci = defineIndicator({
  name: 'cci',
  inputs: ['high', 'low', 'close'],
  parameters: [barsParameter('length', 20, 2)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const n = pick(p, 0);
    const window = new Window(n);
    return (high, low, close) => {
      const x = (high + low + close) / 3;
      if (!window.push(x)) return Number.NaN;
      let mean = 0;
      for (let k = 0; k < n; k++) mean += window.old(k);
      mean /= n;
      let deviation = 0;
      for (let k = 0; k < n; k++) deviation += Math.abs(window.old(k) - mean);
      const away = x - mean;
      return away === 0 || deviation === 0 ? 0 : away / ((0.015 * deviation) / n);
    };
  },
  compute: (c, p) => channelIndex(typicalPrice(pick(c, 0), pick(c, 1), pick(c, 2)), pick(p, 0)),
  description: 'Typical price less its mean, over 0.015 mean deviations; 0 on flat data (TA-Lib).',
  phrase: 'the {0}-bar commodity channel index',
});
