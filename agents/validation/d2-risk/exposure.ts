/** Exposure of a portfolio: gross, net, leverage, drawdown, by symbol and by sector. */
import type { Environment } from '../../../shared/domain/order.ts';
import type { Account, Position } from '../../../shared/domain/position.ts';

export interface Measured {
  readonly asOf: number;
  readonly environment: Environment;
  readonly equity: number;
  readonly grossExposure: number;
  readonly netExposure: number;
  readonly leverage: number;
  /** Fall from the peak over the peak. */
  readonly drawdown: number;
  readonly dayPnl: number;
  /** Absolute exposure in account currency. */
  readonly bySymbol: Record<string, number>;
  readonly bySector: Record<string, number>;
}

/** Adds a portfolio up. With no equity left, leverage counts as the exposure itself: any exposure is too much. */
export function measure(
  account: Account,
  positions: readonly Position[],
  sectors: ReadonlyMap<string, string>,
  peak: number,
): Measured {
  const equity = Number(account.equity);
  const bySymbol: Record<string, number> = {};
  const bySector: Record<string, number> = {};
  let gross = 0;
  let net = 0;
  const sorted = [...positions].sort((a, b) => (a.symbol < b.symbol ? -1 : a.symbol > b.symbol ? 1 : 0));
  for (const { symbol, marketValue } of sorted) {
    const value = Number(marketValue);
    const sector = sectors.get(symbol) ?? 'Unknown';
    gross += Math.abs(value);
    net += value;
    bySymbol[symbol] = (bySymbol[symbol] ?? 0) + Math.abs(value);
    bySector[sector] = (bySector[sector] ?? 0) + Math.abs(value);
  }
  return {
    asOf: account.asOf,
    environment: account.environment,
    equity,
    grossExposure: gross,
    netExposure: net,
    leverage: equity > 0 ? gross / equity : gross,
    drawdown: peak > 0 ? Math.max(0, (peak - equity) / peak) : 0,
    dayPnl: Number(account.dayPnl),
    bySymbol,
    bySector,
  };
}
