/** Candles: harami. */
import { pattern } from './steps/candles.ts';

export const cdlHarami = pattern(
  'cdl_harami',
  11,
  (c) => {
    if (!(c.body(1) > c.average('bodyLong', 1) && c.body(0) <= c.average('bodyShort', 0))) return 0;
    if (c.top(0) < c.top(1) && c.bottom(0) > c.bottom(1)) return -c.color(1) * 100;
    return c.top(0) <= c.top(1) && c.bottom(0) >= c.bottom(1) ? -c.color(1) * 80 : 0;
  },
  'A small body within the long one before; the sign is against that one, 80 where one end is level (TA-Lib CDLHARAMI).',
  'the harami candles',
);
