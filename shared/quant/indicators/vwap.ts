/** Rolling volume-weighted average price. */
import { barsParameter, defineIndicator, pick } from './define.ts';
import { typicalPrice, zip } from './rolling.ts';
import { rollingMean } from './rolling-mean.ts';
import { Mean } from './steps/window.ts';

function weightedPrice(price: Float64Array, volume: Float64Array, n: number): Float64Array {
  const traded = rollingMean(
    zip(price, volume, (p, v) => p * v),
    n,
  );
  return zip(traded, rollingMean(volume, n), (value, v) => (v > 0 ? value / v : Number.NaN));
}

export const vwap = defineIndicator({
  name: 'vwap',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [barsParameter('length', 20)],
  warmUp: (p) => pick(p, 0) - 1,
  start: (p) => {
    const traded = new Mean(pick(p, 0));
    const volumes = new Mean(pick(p, 0));
    return (high, low, close, volume) => {
      const value = traded.next(((high + low + close) / 3) * volume);
      const v = volumes.next(volume);
      return v > 0 ? value / v : Number.NaN;
    };
  },
  compute: (c, p) => weightedPrice(typicalPrice(pick(c, 0), pick(c, 1), pick(c, 2)), pick(c, 3), pick(p, 0)),
  description: 'Typical price weighted with volume over the last n bars; no value where nothing traded.',
  phrase: 'the {0}-bar volume-weighted price',
});
