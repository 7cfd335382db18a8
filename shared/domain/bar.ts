/** Bars: price columns as Float64Arrays, known only at their close. */
import { z } from 'zod';

export const timeframes = ['1m', '5m', '15m', '30m', '1h', '1d', '1w', '1mo'] as const;
export const timeframeSchema = z.enum(timeframes);
export type Timeframe = z.infer<typeof timeframeSchema>;

/**
 * One series in columns of equal length, sorted by time, one row per bar.
 * Times are UTC epoch milliseconds; a bar is known only at `closeTime`.
 * Prices are adjusted for splits, not for dividends; `dividend` is cash per (split-adjusted) share on its ex-date.
 */
export interface BarColumns {
  readonly openTime: Float64Array;
  readonly closeTime: Float64Array;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
  readonly dividend: Float64Array;
}

export const barColumnNames = [
  'openTime',
  'closeTime',
  'open',
  'high',
  'low',
  'close',
  'volume',
  'dividend',
] as const satisfies readonly (keyof BarColumns)[];

/** A named series. */
export interface BarSeries {
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly columns: BarColumns;
}

/** One bar as a row: what travels on the bus and to the chart. */
export const barSchema = z.strictObject({
  symbol: z.string().min(1).max(32),
  timeframe: timeframeSchema,
  openTime: z.number().int(),
  closeTime: z.number().int(),
  open: z.number().positive(),
  high: z.number().positive(),
  low: z.number().positive(),
  close: z.number().positive(),
  volume: z.number().nonnegative(),
  dividend: z.number().nonnegative(),
});
export type Bar = z.infer<typeof barSchema>;

/** Row i of a series. */
export const barAt = (series: BarSeries, i: number): Bar => {
  const c = series.columns;
  return {
    symbol: series.symbol,
    timeframe: series.timeframe,
    openTime: c.openTime[i] as number,
    closeTime: c.closeTime[i] as number,
    open: c.open[i] as number,
    high: c.high[i] as number,
    low: c.low[i] as number,
    close: c.close[i] as number,
    volume: c.volume[i] as number,
    dividend: c.dividend[i] as number,
  };
};
