/** Candle: inverted hammer. */
import { pattern } from './steps/candles.ts';

export const cdlInvertedHammer = pattern(
  'cdl_inverted_hammer',
  11,
  (c) =>
    c.body(0) < c.average('bodyShort', 0) &&
    c.upper(0) > c.average('shadowLong', 0) &&
    c.lower(0) < c.average('shadowVeryShort', 0) &&
    c.top(0) < c.bottom(1)
      ? 100
      : 0,
  'A small body below the last one with a long upper shadow; 100 or 0 (TA-Lib CDLINVERTEDHAMMER).',
  'the inverted hammer candle',
);
