/** Candle: hammer. */
import { pattern } from './steps/candles.ts';

export const cdlHammer = pattern(
  'cdl_hammer',
  11,
  (c) =>
    c.body(0) < c.average('bodyShort', 0) &&
    c.lower(0) > c.average('shadowLong', 0) &&
    c.upper(0) < c.average('shadowVeryShort', 0) &&
    c.bottom(0) <= c.low(1) + c.average('near', 1)
      ? 100
      : 0,
  'A small body near the last low with a long lower shadow; 100 or 0 (TA-Lib CDLHAMMER).',
  'the hammer candle',
);
