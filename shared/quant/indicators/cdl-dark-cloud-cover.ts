/** Candles: dark cloud cover. */
import { pattern } from './steps/candles.ts';

export const cdlDarkCloudCover = pattern(
  'cdl_dark_cloud_cover',
  11,
  (c) =>
    c.color(1) === 1 &&
    c.body(1) > c.average('bodyLong', 1) &&
    c.color(0) === -1 &&
    c.open(0) > c.high(1) &&
    c.close(0) > c.open(1) &&
    c.close(0) < c.close(1) - c.body(1) * 0.5
      ? -100
      : 0,
  'A fall from above the last high to below the middle of the long rise before; -100 or 0 (TA-Lib CDLDARKCLOUDCOVER).',
  'the dark cloud cover',
);
