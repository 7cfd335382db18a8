/** Candle: marubozu. */
import { pattern } from './steps/candles.ts';

export const cdlMarubozu = pattern(
  'cdl_marubozu',
  10,
  (c) =>
    c.body(0) > c.average('bodyLong', 0) &&
    c.upper(0) < c.average('shadowVeryShort', 0) &&
    c.lower(0) < c.average('shadowVeryShort', 0)
      ? c.color(0) * 100
      : 0,
  'A long body with hardly any shadow; 100 rising, -100 falling (TA-Lib CDLMARUBOZU).',
  'the marubozu candle',
);
