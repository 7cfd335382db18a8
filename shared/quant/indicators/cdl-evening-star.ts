/** Candles: evening star. */
import { pattern } from './steps/candles.ts';

export const cdlEveningStar = pattern(
  'cdl_evening_star',
  12,
  (c) =>
    c.body(2) > c.average('bodyLong', 2) &&
    c.color(2) === 1 &&
    c.body(1) <= c.average('bodyShort', 1) &&
    c.bottom(1) > c.top(2) &&
    c.body(0) > c.average('bodyShort', 0) &&
    c.color(0) === -1 &&
    c.close(0) < c.close(2) - c.body(2) * 0.3
      ? -100
      : 0,
  'A long rise, a small body above it, and a fall well into it; -100 or 0 (TA-Lib CDLEVENINGSTAR, penetration 0.3).',
  'the evening star',
);
