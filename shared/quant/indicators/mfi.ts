/** Money flow index. */
import { barsParameter, defineIndicator, nanColumn, pick } from './define.ts';
import { typicalPrice } from './rolling.ts';
import { Window } from './steps/window.ts';

function moneyFlow(price: Float64Array, volume: Float64Array, n: number): Float64Array {
  const out = nanColumn(price.length);
  for (let i = n; i < price.length; i++) {
    let up = 0;
    let down = 0;
    for (let j = i - n + 1; j <= i; j++) {
      const change = (price[j] as number) - (price[j - 1] as number);
      const flow = (price[j] as number) * (volume[j] as number);
      if (change > 0) up += flow;
      else if (change < 0) down += flow;
      else up += flow * change;
    }
    out[i] = up + down < 1 ? 0 : (100 * up) / (up + down);
  }
  return out;
}

export const mfi = defineIndicator({
  name: 'mfi',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [barsParameter('length', 14, 2)],
  warmUp: (p) => pick(p, 0),
  start: (p) => {
    const n = pick(p, 0);
    const rises = new Window(n);
    const falls = new Window(n);
    let last = Number.NaN;
    return (high, low, close, volume) => {
      const price = (high + low + close) / 3;
      const change = price - last;
      last = price;
      const flow = price * volume;
      rises.push(change > 0 ? flow : change < 0 ? flow * 0 : flow * change);
      if (!falls.push(change < 0 ? flow : flow * 0 + change * 0)) return Number.NaN;
      let up = 0;
      let down = 0;
      for (let k = 0; k < n; k++) {
        up += rises.old(k);
        down += falls.old(k);
      }
      return up + down < 1 ? 0 : (100 * up) / (up + down);
    };
  },
  compute: (c, p) => moneyFlow(typicalPrice(pick(c, 0), pick(c, 1), pick(c, 2)), pick(c, 3), pick(p, 0)),
  description: 'Share of rising typical-price volume over n bars, 0 to 100; 0 when less than 1 flowed (TA-Lib).',
  phrase: 'the {0}-bar money flow index',
});
