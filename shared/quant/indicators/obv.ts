/** On-balance volume. */
import { defineIndicator, nanColumn, pick } from './define.ts';

function balance(close: Float64Array, volume: Float64Array): Float64Array {
  const out = nanColumn(close.length);
  let total = Number.NaN;
  for (let i = 0; i < close.length; i++) {
    const v = volume[i] as number;
    if (Number.isNaN(total)) total = v;
    else {
      const change = (close[i] as number) - (close[i - 1] as number);
      total = Number.isNaN(change) ? change : total + Math.sign(change) * v;
    }
    out[i] = total;
  }
  return out;
}

export const obv = defineIndicator({
  name: 'obv',
  inputs: ['close', 'volume'],
  parameters: [],
  warmUp: () => 0,
  start: () => {
    let total = Number.NaN;
    let last = Number.NaN;
    return (close, volume) => {
      if (Number.isNaN(total)) total = volume;
      else {
        const change = close - last;
        total = Number.isNaN(change) ? change : total + Math.sign(change) * volume;
      }
      last = close;
      return total;
    };
  },
  compute: (c) => balance(pick(c, 0), pick(c, 1)),
  description: 'Running sum of volume with the sign of the change; starts with the first volume (TA-Lib).',
  phrase: 'the on-balance volume',
});
