/** The timeframe in which a dataset is studied and replayed when nobody asks for another. */
import { type Timeframe, timeframes } from '../../shared/domain/bar.ts';

/** Daily bars where there are any, else the longest timeframe present; undefined for no series at all. */
export function mainTimeframe(series: readonly { readonly timeframe: Timeframe }[]): Timeframe | undefined {
  const present = new Set(series.map((s) => s.timeframe));
  return present.has('1d') ? '1d' : [...timeframes].reverse().find((timeframe) => present.has(timeframe));
}
