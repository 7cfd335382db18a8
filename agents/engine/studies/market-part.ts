/** Parts of a series and of a whole market: what the studies cut, start late and scramble. */
import { type BarColumns, barColumnNames } from '../../../shared/domain/bar.ts';
import type { MarketSeries, RuleMarket } from '../../../shared/strategy/compile.ts';
import type { Known } from '../backtest/histories.ts';

export type Columns = { -readonly [K in keyof BarColumns]: Float64Array };

/** The regime and signal of a series with every column changed. */
export function mapKnown(input: MarketSeries, change: <T extends Float64Array | Uint8Array>(column: T) => T): Known {
  return {
    ...(input.regime && { regime: { label: change(input.regime.label), volatility: change(input.regime.volatility) } }),
    ...(input.signal && { signal: change(input.signal) }),
  };
}

/** Rows from start up to end, as copies. */
export function rows(series: MarketSeries, start: number, end: number): MarketSeries {
  const columns = {} as Columns;
  for (const name of barColumnNames) columns[name] = series.columns[name].slice(start, end);
  return { columns, ...mapKnown(series, (c) => c.slice(start, end) as typeof c) };
}

/** First row that closes after a moment. */
export function rowAfter(closeTime: Float64Array, moment: number): number {
  let row = 0;
  while (row < closeTime.length && (closeTime[row] as number) <= moment) row++;
  return row;
}

/** The market with every series changed, each when it is first asked for. */
export function changedMarket(
  market: RuleMarket,
  change: (series: MarketSeries, symbol: string) => MarketSeries,
): RuleMarket {
  const seen = new Map<string, MarketSeries | undefined>();
  return {
    series(symbol) {
      if (!seen.has(symbol)) {
        const series = market.series(symbol);
        seen.set(symbol, series && change(series, symbol));
      }
      return seen.get(symbol);
    },
  };
}
