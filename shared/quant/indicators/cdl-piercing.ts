/** Candles: piercing line. */
import { pattern } from './steps/candles.ts';

export const cdlPiercing = pattern(
  'cdl_piercing',
  11,
  (c) =>
    c.color(1) === -1 &&
    c.body(1) > c.average('bodyLong', 1) &&
    c.color(0) === 1 &&
    c.body(0) > c.average('bodyLong', 0) &&
    c.open(0) < c.low(1) &&
    c.close(0) < c.open(1) &&
    c.close(0) > c.close(1) + c.body(1) * 0.5
      ? 100
      : 0,
  'A long rise from below the last low to above the middle of the long fall before; 100 or 0 (TA-Lib CDLPIERCING).',
  'the piercing line',
);
