/** Things that may happen to a market, put into a history: an overnight gap, a halt, wild weeks, a crash. */
import type { BarColumns, BarSeries } from '../../../../shared/domain/bar.ts';
import type { Dataset } from '../../../kernel/ports.ts';

/** Changes copies of the price columns from a row on. */
type Shock = (c: PriceColumns, row: number) => void;
type PriceColumns = { -readonly [K in keyof BarColumns]: Float64Array };

const prices = ['open', 'high', 'low', 'close'] as const;

/** Multiplies every price from a row on. */
function shift(c: PriceColumns, row: number, factor: number): void {
  for (const name of prices) for (let i = row; i < c[name].length; i++) c[name][i] = (c[name][i] as number) * factor;
}

/** The bars from `row` on for `length` bars with returns scaled, later bars moved to where they lead. */
function scale(c: PriceColumns, row: number, length: number, times: number): void {
  const end = Math.min(c.close.length, row + length);
  let before = c.close[row - 1] as number;
  let after = before;
  let ratio = 1;
  for (let i = row; i < end; i++) {
    const close = c.close[i] as number;
    const moved = (value: number): number => after * Math.exp(times * Math.log(value / before));
    const next = moved(close);
    for (const name of ['open', 'high', 'low'] as const) c[name][i] = moved(c[name][i] as number);
    c.close[i] = next;
    ratio = next / close;
    before = close;
    after = next;
  }
  shift(c, end, ratio);
}

export const shocks = {
  /** Opens 15 % lower and goes on from there. */
  'overnight gap of -15 %': (c, row) => shift(c, row, 0.85),
  'overnight gap of +15 %': (c, row) => shift(c, row, 1.15),
  /** Ten bars without trading at the last price, then a reopening where the market has gone meanwhile. */
  'halt of 10 bars': (c, row) => {
    const last = c.close[row - 1] as number;
    for (let i = row; i < Math.min(c.close.length, row + 10); i++) {
      for (const name of prices) c[name][i] = last;
      c.volume[i] = 0;
    }
  },
  /** Returns and ranges three times as large for sixty bars. */
  'volatility x3 for 60 bars': (c, row) => scale(c, row, 60, 3),
  /** Five bars of -8 %, each opening below the last close: stops fill at the open, not at their price. */
  'crash of five bars': (c, row) => {
    for (let k = 0; k < 5 && row + k < c.close.length; k++) {
      const before = c.close[row + k - 1] as number;
      const at = row + k;
      const after = (c.close[at] as number) / (0.92 * before);
      shift(c, at, 1 / after);
      c.open[at] = 0.96 * before;
      c.high[at] = 0.96 * before;
      c.close[at] = 0.92 * before;
      c.low[at] = 0.91 * before;
    }
  },
} as const satisfies Record<string, Shock>;
export type ShockName = keyof typeof shocks;
export const shockNames = Object.keys(shocks) as ShockName[];

/** The dataset with a shock to the given symbols on the first bar that closes at or after a time; that bar is never the first. */
export function shockedDataset(dataset: Dataset, symbols: readonly string[], shock: ShockName, time: number): Dataset {
  const changed = new Map<string, BarSeries>();
  for (const { symbol, timeframe } of dataset.manifest.series) {
    const series = symbols.includes(symbol) ? dataset.series(symbol, timeframe) : undefined;
    if (series === undefined) continue;
    const { closeTime } = series.columns;
    let row = 1;
    while (row < closeTime.length && (closeTime[row] as number) < time) row++;
    if (row >= closeTime.length) continue;
    const columns: PriceColumns = { ...series.columns };
    for (const name of [...prices, 'volume'] as const) columns[name] = series.columns[name].slice();
    shocks[shock](columns, row);
    changed.set(`${symbol} ${timeframe}`, { ...series, columns });
  }
  return {
    ...dataset,
    series: (symbol, timeframe) => changed.get(`${symbol} ${timeframe}`) ?? dataset.series(symbol, timeframe),
  };
}
