/** Candles: three white soldiers. */
import { pattern } from './steps/candles.ts';

export const cdlThreeWhiteSoldiers = pattern(
  'cdl_three_white_soldiers',
  12,
  (c) => {
    for (const k of [0, 1, 2]) if (c.color(k) !== 1 || !(c.upper(k) < c.average('shadowVeryShort', k))) return 0;
    if (!(c.close(0) > c.close(1) && c.close(1) > c.close(2) && c.body(0) > c.average('bodyShort', 0))) return 0;
    for (const k of [0, 1]) {
      const opens = c.open(k) > c.open(k + 1) && c.open(k) <= c.close(k + 1) + c.average('near', k + 1);
      if (!opens || !(c.body(k) > c.body(k + 1) - c.average('far', k + 1))) return 0;
    }
    return 100;
  },
  'Three rises that close at their highs, each opening within or near the one before; 100 or 0 (TA-Lib CDL3WHITESOLDIERS).',
  'the three white soldiers',
);
