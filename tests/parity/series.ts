/** The series both sides get: real market history where the reference folder is present, else the bundled synthetic market. */
import { readFileSync } from 'node:fs';
import { generateSampleMarket } from '../../agents/sources/sample-market/generate.ts';
import { sharedFolder } from '../support/shared-folder.ts';

export interface Series {
  readonly name: string;
  readonly open: Float64Array;
  readonly high: Float64Array;
  readonly low: Float64Array;
  readonly close: Float64Array;
  readonly volume: Float64Array;
}

const market = sharedFolder() === undefined ? undefined : `${sharedFolder()}data/market/`;

/** True when the numbers are those of real markets. */
export const isReal = market !== undefined;

const files: readonly (readonly [name: string, path: string, volumeColumn: number])[] = [
  ['SPY daily', 'etf_daily/SPY.csv', 5],
  ['AAPL daily', 'etf_daily/AAPL.csv', 5],
  ['XLF daily', 'etf_daily/XLF.csv', 5],
  ['GOOG daily', 'csv_import/backtestingpy_GOOG.csv', 5],
  ['NVDA daily', 'csv_import/backtrader_nvda-1999-2014.csv', 6],
  ['EURUSD hourly', 'csv_import/backtestingpy_EURUSD.csv', 5],
  ['BTCUSD daily', 'lean_fx_crypto/crypto_coinbase_daily/btcusd_trade.csv', 5],
];

function readSeries(name: string, path: string, volumeColumn: number): Series {
  const rows = readFileSync(`${market}${path}`, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  const column = (i: number): Float64Array => Float64Array.from(rows, (row) => row[i] as number);
  return { name, open: column(1), high: column(2), low: column(3), close: column(4), volume: column(volumeColumn) };
}

/** Seven series: four shares and funds, one of hourly currency rates, one coin with wild gaps. */
export const series: readonly Series[] = market
  ? files.map(([name, path, volume]) => readSeries(name, path, volume))
  : sampleSeries();

function sampleSeries(): Series[] {
  return generateSampleMarket({})
    .series.slice(0, 7)
    .map(({ series: { symbol, columns } }) => ({ name: `${symbol} (synthetic)`, ...columns }));
}

export const seriesNamed = (start: string): Series => {
  const found = series.find((s) => s.name.startsWith(start)) ?? series[0];
  if (found === undefined) throw new Error('there is no series');
  return found;
};
