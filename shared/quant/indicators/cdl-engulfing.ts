/** Candles: engulfing. */
import { pattern } from './steps/candles.ts';

export const cdlEngulfing = pattern(
  'cdl_engulfing',
  2,
  (c) => {
    const [open, close] = [c.open(0), c.close(0)];
    const [before, after] = [c.open(1), c.close(1)];
    const up =
      c.color(0) === 1 && c.color(1) === -1 && ((close >= before && open < after) || (close > before && open <= after));
    const down =
      c.color(0) === -1 && c.color(1) === 1 && ((open >= after && close < before) || (open > after && close <= before));
    if (!up && !down) return 0;
    return c.color(0) * (open !== after && close !== before ? 100 : 80);
  },
  'A body that takes in the opposite one before; 100 or -100, 80 where one end is level (TA-Lib CDLENGULFING).',
  'the engulfing candles',
);
