/** Trades and equity as CSV, for a spreadsheet; texts that a spreadsheet would run as a formula are quoted off. */
import { isoTime } from '../../../shared/core/time.ts';
import type { BacktestResult } from '../backtest/types.ts';

const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};
const lines = (rows: readonly (readonly (string | number)[])[]): string =>
  `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** One row per round trip; times are UTC. */
export const tradesCsv = (result: Pick<BacktestResult, 'trades'>): string =>
  lines([
    [
      'symbol',
      'side',
      'quantity',
      'entry_time',
      'entry_price',
      'exit_time',
      'exit_price',
      'exit_reason',
      'fees',
      'pnl',
      'bars_held',
    ],
    ...result.trades.map((t) => [
      t.symbol,
      t.side,
      t.quantity,
      isoTime(t.entryTime),
      t.entryPrice,
      isoTime(t.exitTime),
      t.exitPrice,
      t.exitReason,
      t.fees,
      t.pnl,
      t.barsHeld,
    ]),
  ]);

/** One row per moment. */
export const equityCsv = (result: Pick<BacktestResult, 'times' | 'equity' | 'drawdown'>): string =>
  lines([
    ['time', 'equity', 'drawdown'],
    ...result.times.map((time, i) => [isoTime(time), result.equity[i] ?? 0, result.drawdown[i] ?? 0]),
  ]);
