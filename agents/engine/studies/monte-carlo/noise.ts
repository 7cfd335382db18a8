/** A dataset with noise on its prices: would the strategy still have found its trades? */
import type { Random } from '../../../../shared/core/random.ts';
import type { BarColumns, BarSeries } from '../../../../shared/domain/bar.ts';
import { standardDeviation } from '../../../../shared/quant/statistics/moments.ts';
import type { Dataset } from '../../../kernel/ports.ts';

/**
 * Every bar as a whole is moved by a lognormal factor, so that its open, high, low and close keep their order; neighbours
 * move independently of each other.
 * @param level size of the noise as a share of the series' own bar volatility
 */
export function noisyColumns(columns: BarColumns, level: number, random: Random): BarColumns {
  const { close } = columns;
  const changes = Float64Array.from({ length: Math.max(0, close.length - 1) }, (_, i) =>
    Math.log((close[i + 1] as number) / (close[i] as number)),
  );
  const size = level * standardDeviation(changes, 1);
  const factor = close.map(() => Math.exp(size * random.normal() - (size * size) / 2));
  const moved = (column: Float64Array): Float64Array => column.map((v, i) => v * (factor[i] as number));
  return {
    ...columns,
    open: moved(columns.open),
    high: moved(columns.high),
    low: moved(columns.low),
    close: moved(columns.close),
  };
}

/** The dataset with noise on the series of some symbols; each series has a stream of its own. */
export function noisyDataset(dataset: Dataset, symbols: readonly string[], level: number, random: Random): Dataset {
  const changed = new Map<string, BarSeries>();
  for (const { symbol, timeframe } of dataset.manifest.series) {
    const series = symbols.includes(symbol) ? dataset.series(symbol, timeframe) : undefined;
    if (series === undefined || series.columns.close.length < 3) continue;
    const key = `${symbol} ${timeframe}`;
    changed.set(key, { ...series, columns: noisyColumns(series.columns, level, random.fork(key)) });
  }
  return {
    ...dataset,
    series: (symbol, timeframe) => changed.get(`${symbol} ${timeframe}`) ?? dataset.series(symbol, timeframe),
  };
}
