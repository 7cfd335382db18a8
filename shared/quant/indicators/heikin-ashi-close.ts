/** Heikin-Ashi candle: close. */
import { defineIndicator } from './define.ts';
import { HeikinAshi } from './heikin-ashi.ts';

export const heikinAshiClose = defineIndicator({
  name: 'heikin_ashi_close',
  inputs: ['open', 'high', 'low', 'close'],
  parameters: [],
  warmUp: () => 0,
  start: () => {
    const candle = new HeikinAshi();
    return (open, high, low, close) => {
      candle.next(open, high, low, close);
      return candle.close;
    };
  },
  description:
    'Candles whose close is the mean price and whose open is the middle of the candle before (Stock.Indicators).',
  phrase: 'the close of the Heikin-Ashi candle',
});
