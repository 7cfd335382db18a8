/** Closes of the last bars by symbol, as they came: the history a value at risk is measured on. */
import type { Bar } from '../../../shared/domain/bar.ts';

/** Bars kept per symbol: about a year of days. */
export const historyBars = 250;

export interface PriceHistory {
  /** A bar of a new session starts over: a replay may go back in time. */
  add(sessionId: string, bar: Bar): void;
  /** Return of each kept bar, keyed by close time. */
  returns(symbol: string): ReadonlyMap<number, number>;
}

export function createPriceHistory(): PriceHistory {
  const series = new Map<string, { time: number; close: number }[]>();
  let session = '';
  return {
    add(sessionId, bar) {
      if (sessionId !== session) {
        session = sessionId;
        series.clear();
      }
      const rows = series.get(bar.symbol) ?? [];
      const last = rows.at(-1);
      if (last && bar.closeTime <= last.time) return; // the same bar again
      rows.push({ time: bar.closeTime, close: bar.close });
      if (rows.length > historyBars + 1) rows.shift();
      series.set(bar.symbol, rows);
    },
    returns(symbol) {
      const rows = series.get(symbol) ?? [];
      const out = new Map<number, number>();
      for (let i = 1; i < rows.length; i++) {
        const before = rows[i - 1];
        const row = rows[i];
        if (before && row) out.set(row.time, row.close / before.close - 1);
      }
      return out;
    },
  };
}
