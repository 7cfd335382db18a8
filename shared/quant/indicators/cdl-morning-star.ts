/** Candles: morning star. */
import { pattern } from './steps/candles.ts';

export const cdlMorningStar = pattern(
  'cdl_morning_star',
  12,
  (c) =>
    c.body(2) > c.average('bodyLong', 2) &&
    c.color(2) === -1 &&
    c.body(1) <= c.average('bodyShort', 1) &&
    c.top(1) < c.bottom(2) &&
    c.body(0) > c.average('bodyShort', 0) &&
    c.color(0) === 1 &&
    c.close(0) > c.close(2) + c.body(2) * 0.3
      ? 100
      : 0,
  'A long fall, a small body below it, and a rise well into it; 100 or 0 (TA-Lib CDLMORNINGSTAR, penetration 0.3).',
  'the morning star',
);
