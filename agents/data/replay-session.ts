/** One session of market replay: the bars of a dataset in the order in which they became known, a moment at a time. */
import { type Bar, type BarSeries, barAt, type Timeframe } from '../../shared/domain/bar.ts';
import type { Dataset } from '../kernel/ports.ts';
import { mainTimeframe } from './main-timeframe.ts';

/** Moments shown when the person does not say where to begin. */
export const defaultMoments = 250;

/** Everything that became known at one time. */
export interface Moment {
  readonly time: number;
  /** In order of symbol; `index` is the bar's place in its series. */
  readonly bars: readonly { readonly index: number; readonly bar: Bar }[];
}

/** A walk through a dataset: nothing is made up, nothing is skipped, nothing comes early. */
export interface ReplayFeed {
  readonly timeframe: Timeframe;
  /** Moments from the start to the end of the data. */
  readonly of: number;
  /** The next moment, or undefined when the data is over. */
  next(): Moment | undefined;
  /** Moments handed out so far. */
  readonly step: number;
}

/**
 * Opens a feed at the first moment at or after `from` (UTC epoch milliseconds), or {@link defaultMoments} before the
 * end. Undefined when the dataset has no bars there.
 */
export function openFeed(dataset: Dataset, from: number | null): ReplayFeed | undefined {
  const timeframe = mainTimeframe(dataset.manifest.series);
  if (timeframe === undefined) return undefined;
  const series = dataset.manifest.series
    .filter((s) => s.timeframe === timeframe)
    .map((s) => s.symbol)
    .sort()
    .map((symbol) => dataset.series(symbol, timeframe))
    .filter((s): s is BarSeries => s !== undefined && s.columns.closeTime.length > 0);
  const times = [...new Set(series.flatMap((s) => [...s.columns.closeTime]))].sort((a, b) => a - b);
  const start = from === null ? Math.max(0, times.length - defaultMoments) : times.findIndex((t) => t >= from);
  const first = times[start];
  if (first === undefined) return undefined;
  const cursors = series.map((s) => ({ series: s, index: firstAtOrAfter(s.columns.closeTime, first) }));
  let step = 0;
  return {
    timeframe,
    of: times.length - start,
    get step() {
      return step;
    },
    next() {
      const time = times[start + step];
      if (time === undefined) return undefined;
      step++;
      const bars: { index: number; bar: Bar }[] = [];
      for (const cursor of cursors) {
        if (cursor.series.columns.closeTime[cursor.index] !== time) continue;
        bars.push({ index: cursor.index, bar: barAt(cursor.series, cursor.index) });
        cursor.index++;
      }
      return { time, bars };
    },
  };
}

/** Index of the first time not before `from`; times are sorted. */
function firstAtOrAfter(times: Float64Array, from: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
