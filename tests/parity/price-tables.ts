/** Tables of prices for portfolios: two of real shares where the reference folder is present, else the synthetic market. */
import { readFileSync } from 'node:fs';
import { sharedFolder } from '../support/shared-folder.ts';
import { series } from './series.ts';

export interface PriceColumns {
  readonly title: string;
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/** Three years: long enough to estimate, short enough for tail problems with a variable for each day. */
const rows = 756;

function readTable(title: string, file: string): PriceColumns {
  const [header = '', ...lines] = readFileSync(`${sharedFolder()}data/market/portfolio/${file}`, 'utf8')
    .trim()
    .split('\n');
  const cells = lines.slice(-rows).map((line) => line.split(',').map(Number));
  const names = header.trim().split(',').slice(1);
  return { title, names, columns: names.map((_, j) => Float64Array.from(cells, (row) => row[j + 1] as number)) };
}

export const priceTables: readonly PriceColumns[] =
  sharedFolder() === undefined
    ? [
        {
          title: 'synthetic',
          names: series.map((s) => s.name),
          columns: series.map((s) => s.close.slice(-rows)),
        },
      ]
    : [
        readTable('20 shares to 2022', 'skfolio_sp500_dataset.csv'),
        readTable('19 shares to 2024', 'pyportfolioopt_stock_prices.csv'),
      ];
