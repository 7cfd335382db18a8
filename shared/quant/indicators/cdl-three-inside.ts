/** Candles: three inside up or down. */
import { pattern } from './steps/candles.ts';

export const cdlThreeInside = pattern(
  'cdl_three_inside',
  12,
  (c) => {
    const inside = c.top(1) < c.top(2) && c.bottom(1) > c.bottom(2);
    if (!(inside && c.body(2) > c.average('bodyLong', 2) && c.body(1) <= c.average('bodyShort', 1))) return 0;
    if (c.color(2) === 1) return c.color(0) === -1 && c.close(0) < c.open(2) ? -100 : 0;
    return c.color(0) === 1 && c.close(0) > c.open(2) ? 100 : 0;
  },
  'A harami confirmed by a close beyond the first open; 100 up, -100 down (TA-Lib CDL3INSIDE).',
  'the three inside candles',
);
