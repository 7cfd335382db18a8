/** Volume-weighted average price from the first bar on. */
import { defineIndicator } from './define.ts';

export const vwapCumulative = defineIndicator({
  name: 'vwap_cumulative',
  inputs: ['high', 'low', 'close', 'volume'],
  parameters: [],
  warmUp: () => 0,
  start: () => {
    let value = 0;
    let traded = 0;
    return (high, low, close, volume) => {
      const price = (high + low + close) / 3;
      if (Number.isNaN(price + volume)) {
        value = 0;
        traded = 0;
        return Number.NaN;
      }
      value += price * volume;
      traded += volume;
      return traded > 0 ? value / traded : Number.NaN;
    };
  },
  description:
    'Typical price weighted with volume since the first bar or the last gap; no value before anything traded.',
  phrase: 'the volume-weighted price so far',
});
