/** The market as one line: the dataset's benchmark, or an equal-weight index of its symbols where there is none. */
import type { BarSeries, Timeframe } from '../../../shared/domain/bar.ts';
import type { Dataset } from '../../kernel/ports.ts';

export interface MarketIndex {
  /** Benchmark symbol, or `equal weight of N symbols`. */
  readonly name: string;
  /** Close times, UTC epoch milliseconds, ascending. */
  readonly times: Float64Array;
  readonly close: Float64Array;
}

/** Days where they exist, else the timeframe that most series have. */
function mainTimeframe(dataset: Dataset): Timeframe | undefined {
  const counts = new Map<Timeframe, number>();
  for (const s of dataset.manifest.series) counts.set(s.timeframe, (counts.get(s.timeframe) ?? 0) + 1);
  if (counts.has('1d')) return '1d';
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}

/** @returns undefined when the dataset holds no bars at all. */
export function marketIndex(dataset: Dataset): MarketIndex | undefined {
  const timeframe = mainTimeframe(dataset);
  if (timeframe === undefined) return undefined;
  const { benchmark } = dataset.manifest;
  const direct = benchmark === null ? undefined : dataset.series(benchmark, timeframe);
  if (direct && direct.columns.close.length > 0)
    return { name: direct.symbol, times: direct.columns.closeTime, close: direct.columns.close };
  const members: BarSeries[] = [];
  for (const info of dataset.manifest.series) {
    if (info.timeframe !== timeframe) continue;
    const series = dataset.series(info.symbol, timeframe);
    if (series && series.columns.close.length > 0) members.push(series);
  }
  return members.length === 0 ? undefined : equalWeight(members);
}

/** Mean of the log returns of every symbol with a bar on that day and one before it, chained from 100. */
function equalWeight(members: readonly BarSeries[]): MarketIndex {
  const sum = new Map<number, number>();
  const count = new Map<number, number>();
  for (const { columns } of members) {
    const { closeTime, close } = columns;
    for (let i = 0; i < close.length; i++) {
      const time = closeTime[i] as number;
      const move = i === 0 ? 0 : Math.log((close[i] as number) / (close[i - 1] as number));
      sum.set(time, (sum.get(time) ?? 0) + move);
      count.set(time, (count.get(time) ?? 0) + 1);
    }
  }
  const times = Float64Array.from(sum.keys()).sort();
  const close = new Float64Array(times.length);
  let level = Math.log(100);
  for (let i = 0; i < times.length; i++) {
    const time = times[i] as number;
    level += (sum.get(time) as number) / (count.get(time) as number);
    close[i] = Math.exp(level);
  }
  const name = members.length === 1 ? (members[0] as BarSeries).symbol : `equal weight of ${members.length} symbols`;
  return { name, times, close };
}
