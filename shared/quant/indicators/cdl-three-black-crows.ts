/** Candles: three black crows. */
import { pattern } from './steps/candles.ts';

export const cdlThreeBlackCrows = pattern(
  'cdl_three_black_crows',
  13,
  (c) => {
    for (const k of [0, 1, 2]) if (c.color(k) !== -1 || !(c.lower(k) < c.average('shadowVeryShort', k))) return 0;
    for (const k of [0, 1]) if (!(c.open(k) < c.open(k + 1) && c.open(k) > c.close(k + 1))) return 0;
    const falls = c.close(2) > c.close(1) && c.close(1) > c.close(0);
    return c.color(3) === 1 && c.high(3) > c.close(2) && falls ? -100 : 0;
  },
  'After a rise three falls that close at their lows, each opening within the one before; -100 or 0 (TA-Lib CDL3BLACKCROWS).',
  'the three black crows',
);
