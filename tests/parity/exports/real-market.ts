/** Real daily series as a dataset, and as the CSV files an export reads. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import type { BarColumns, BarSeries } from '../../../shared/domain/bar.ts';
import { sharedFolder } from '../../support/shared-folder.ts';

/** Folder with one CSV per symbol, or undefined where the reference data is missing. */
export function marketFolder(): string | undefined {
  const folder = join(sharedFolder() ?? '/nowhere', 'data', 'market', 'etf_daily');
  return existsSync(folder) ? folder : undefined;
}

const hourMs = 3_600_000;

/** The last `bars` rows of a symbol; a session opens at 14:30 and closes at 21:00 UTC. */
function columnsOf(folder: string, symbol: string, bars: number): BarColumns {
  const rows = readFileSync(join(folder, `${symbol}.csv`), 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .slice(-bars)
    .map((line) => line.split(','));
  const take = (pick: (row: string[]) => number): Float64Array => Float64Array.from(rows, pick);
  const midnight = (row: string[]): number => Date.parse(`${row[0]}T00:00:00Z`);
  return {
    openTime: take((row) => midnight(row) + 14.5 * hourMs),
    closeTime: take((row) => midnight(row) + 21 * hourMs),
    open: take((row) => Number(row[1])),
    high: take((row) => Number(row[2])),
    low: take((row) => Number(row[3])),
    close: take((row) => Number(row[4])),
    volume: take((row) => Number(row[5])),
    dividend: take((row) => Number(row[6])),
  };
}

export function realMarket(folder: string, symbols: readonly string[], bars: number): Dataset {
  const series: BarSeries[] = symbols.map((symbol) => ({
    symbol,
    timeframe: '1d',
    columns: columnsOf(folder, symbol, bars),
  }));
  return {
    manifest: {
      id: 'ds-00000000000000ee',
      name: 'Real daily bars',
      synthetic: false,
      source: 'test',
      benchmark: null,
      instruments: symbols.map((symbol) => ({
        symbol,
        name: symbol,
        kind: 'equity',
        sector: 'Unknown',
        currency: 'USD',
        tickSize: 0.01,
        lotSize: 1,
        tradable: true,
        delistedAt: null,
      })),
      series: series.map(({ symbol, timeframe, columns }) => ({
        symbol,
        timeframe,
        bars: columns.close.length,
        from: columns.openTime[0] as number,
        to: columns.closeTime.at(-1) as number,
        hash: '0'.repeat(64),
        qualityScore: 1,
        issues: [],
      })),
      newsCount: 0,
      macro: [],
    },
    macro: [],
    news: [],
    series: (symbol, timeframe) => series.find((s) => s.symbol === symbol && s.timeframe === timeframe),
  };
}

export const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Writes SYMBOL.csv for each series; numbers in their shortest exact notation. */
export function writeBars(dataset: Dataset, folder: string): void {
  for (const { symbol } of dataset.manifest.instruments) {
    const c = dataset.series(symbol, '1d')?.columns as BarColumns;
    const lines = Array.from(c.close, (close, i) =>
      [dayOf(c.openTime[i] as number), c.open[i], c.high[i], c.low[i], close, c.volume[i], c.dividend[i]].join(','),
    );
    writeFileSync(
      join(folder, `${symbol}.csv`),
      `${['date,open,high,low,close,volume,dividend', ...lines].join('\n')}\n`,
    );
  }
}
