/** Candle: shooting star. */
import { pattern } from './steps/candles.ts';

export const cdlShootingStar = pattern(
  'cdl_shooting_star',
  11,
  (c) =>
    c.body(0) < c.average('bodyShort', 0) &&
    c.upper(0) > c.average('shadowLong', 0) &&
    c.lower(0) < c.average('shadowVeryShort', 0) &&
    c.bottom(0) > c.top(1)
      ? -100
      : 0,
  'A small body above the last one with a long upper shadow; -100 or 0 (TA-Lib CDLSHOOTINGSTAR).',
  'the shooting star candle',
);
