/** Candle: doji. */
import { pattern } from './steps/candles.ts';

export const cdlDoji = pattern(
  'cdl_doji',
  10,
  (c) => (c.body(0) <= c.average('bodyDoji', 0) ? 100 : 0),
  'Open and close within a tenth of the usual range of each other; 100 or 0 (TA-Lib CDLDOJI).',
  'the doji candle',
);
