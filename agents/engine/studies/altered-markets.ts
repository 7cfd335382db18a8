/** Markets that never were, made from one that was: its bars in another order (nothing to find), and a crash from a chosen moment. */
import type { Random } from '../../../shared/core/random.ts';
import { type BarColumns, type BarSeries, barColumnNames } from '../../../shared/domain/bar.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { Dataset } from '../../kernel/ports.ts';

type Columns = { -readonly [K in keyof BarColumns]: Float64Array };

const withSeries = (dataset: Dataset, changed: ReadonlyMap<string, BarSeries>): Dataset => ({
  manifest: dataset.manifest,
  news: dataset.news,
  macro: dataset.macro,
  series: (symbol, timeframe) => {
    const one = changed.get(symbol);
    return one?.timeframe === timeframe ? one : dataset.series(symbol, timeframe);
  },
});

function seriesOf(dataset: Dataset, spec: StrategySpec): BarSeries[] {
  return [...new Set(spec.symbols)].sort().flatMap((symbol) => dataset.series(symbol, spec.timeframe) ?? []);
}

/**
 * The same bars in blocks of `block` in a random order, the same for every symbol: each bar keeps its shape and its move from the
 * close before, so that drift, spread and the ties between symbols stay, and what one bar says of the next is gone.
 */
export function shuffledMarket(dataset: Dataset, spec: StrategySpec, random: Random, block = 1): Dataset {
  const changed = new Map<string, BarSeries>();
  const ranks = new Map<number, number[]>();
  for (const series of seriesOf(dataset, spec)) {
    const { columns } = series;
    const n = columns.close.length;
    let order = ranks.get(n);
    if (!order) {
      const blocks = random.shuffle(Array.from({ length: Math.ceil((n - 1) / block) }, (_, b) => b));
      order = blocks.flatMap((b) => Array.from({ length: block }, (_, k) => 1 + b * block + k).filter((i) => i < n));
      ranks.set(n, order);
    }
    const out = {} as Columns;
    for (const name of barColumnNames) out[name] = columns[name].slice();
    let close = columns.close[0] as number;
    order.forEach((from, k) => {
      const to = k + 1;
      const before = columns.close[from - 1] as number;
      const scale = before > 0 ? close / before : 1;
      for (const name of ['open', 'high', 'low', 'close', 'dividend'] as const)
        out[name][to] = (columns[name][from] as number) * scale;
      out.volume[to] = columns.volume[from] as number;
      close = out.close[to] as number;
    });
    changed.set(series.symbol, { ...series, columns: out });
  }
  return withSeries(dataset, changed);
}

/** Share of the price lost on each bar of a crash, half of it overnight. */
const fallPerBar = 0.06;

/**
 * Every symbol's bars until `time`, then `bars` of a fall of six percent each without a rally (a rise for `side` short): what
 * a protective stop is for. A symbol that had stopped trading before `time` stays as it was, and no new bar closes by `time`.
 */
export function crashMarket(
  dataset: Dataset,
  spec: StrategySpec,
  time: number,
  bars: number,
  side: 'long' | 'short',
): Dataset {
  const changed = new Map<string, BarSeries>();
  const way = side === 'long' ? -1 : 1;
  for (const series of seriesOf(dataset, spec)) {
    const { columns } = series;
    let kept = 0;
    while (kept < columns.close.length && (columns.closeTime[kept] as number) <= time) kept++;
    const last = columns.closeTime[kept - 1] as number;
    if (kept < 2 || (kept === columns.close.length && last < time)) {
      changed.set(series.symbol, { ...series, columns });
      continue;
    }
    const out = {} as Columns;
    for (const name of barColumnNames) {
      out[name] = new Float64Array(kept + bars);
      out[name].set(columns[name].subarray(0, kept));
    }
    const length = last - (columns.openTime[kept - 1] as number);
    const step = last - (columns.closeTime[kept - 2] as number);
    const begin = Math.max(last, time);
    let close = columns.close[kept - 1] as number;
    for (let i = kept; i < kept + bars; i++) {
      const open = close * (1 + (way * fallPerBar) / 2);
      close = open * (1 + (way * fallPerBar) / 2);
      out.closeTime[i] = begin + (i - kept + 1) * step;
      out.openTime[i] = (out.closeTime[i] as number) - length;
      out.open[i] = open;
      out.close[i] = close;
      out.high[i] = Math.max(open, close) * 1.001;
      out.low[i] = Math.min(open, close) * 0.999;
      out.volume[i] = columns.volume[kept - 1] as number;
    }
    changed.set(series.symbol, { ...series, columns: out });
  }
  return withSeries(dataset, changed);
}
