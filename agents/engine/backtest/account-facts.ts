/** The facts a backtest tells the gate and the runner: equity, its peak and day, exposures with working entries counted. */
import { dayMs } from '../../../shared/core/time.ts';
import type { StrategyLimits } from '../../../shared/domain/limits.ts';
import type { GateContext } from '../orders/gate-check.ts';
import type { Portfolio } from '../portfolio/portfolio.ts';
import type { Decision } from '../strategy-runner.ts';
import type { OrderLeg } from '../strategy-runner-orders.ts';
import type { Feed } from './feeds.ts';

interface WorkingEntry {
  readonly symbol: string;
  readonly signed: number;
  readonly notional: number;
  readonly sector: string;
}

/** Keeps the running figures of one backtest. */
export function createAccountFacts(portfolio: Portfolio, limits: StrategyLimits, capital: number) {
  const working = new Map<string, WorkingEntry>();
  const sectors = new Map<string, string>();
  let now = 0;
  let equity = capital;
  let peak = capital;
  let day = -1;
  let dayStart = capital;

  const workingNotional = (only?: (entry: WorkingEntry) => boolean): number => {
    let sum = 0;
    for (const entry of working.values()) if (!only || only(entry)) sum += entry.notional;
    return sum;
  };
  const pendingOf = (symbol: string): number => {
    let sum = 0;
    for (const entry of working.values()) if (entry.symbol === symbol) sum += entry.signed;
    return sum;
  };
  const sectorExposure = (sector: string): number => {
    let sum = workingNotional((entry) => entry.sector === sector);
    for (const p of portfolio.positions())
      if (sectors.get(p.symbol) === sector) sum += Math.abs(p.quantity) * p.marketPrice;
    return sum;
  };
  /** Market exits sent at this moment: what they close is gone by the time a later order fills. */
  const closing = new Map<string, number>();

  return {
    /** Ends a moment: equity after all its bars, and the fall from the peak as a share of it. */
    closeMoment(time: number): { equity: number; fall: number } {
      const today = Math.floor(time / dayMs);
      if (today !== day) {
        day = today;
        dayStart = equity;
      }
      now = time;
      equity = portfolio.equity();
      if (equity > peak) peak = equity;
      closing.clear();
      return { equity, fall: peak > 0 ? (peak - equity) / peak : 0 };
    },
    entrySent(id: string, decision: Decision): void {
      const signed = decision.side === 'buy' ? decision.quantity : -decision.quantity;
      const notional = decision.quantity * decision.referencePrice;
      working.set(id, { symbol: decision.symbol, signed, notional, sector: sectors.get(decision.symbol) ?? '' });
    },
    orderEnded(id: string): void {
      working.delete(id);
    },
    entryPending(symbol: string): boolean {
      for (const entry of working.values()) if (entry.symbol === symbol) return true;
      return false;
    },
    grossWithPending: (): number => portfolio.grossExposure() + workingNotional(),
    openCount(): number {
      const open = new Set(portfolio.positions().map((p) => p.symbol));
      for (const entry of working.values()) open.add(entry.symbol);
      return open.size;
    },
    context(feed: Feed, decision: Decision, leg: OrderLeg): GateContext {
      const { symbol, instrument } = feed;
      const sector = instrument.sector === 'Unknown' ? `only ${symbol}` : instrument.sector;
      sectors.set(symbol, sector);
      const held = portfolio.position(symbol);
      const closed = closing.get(symbol) ?? 0;
      const position = (held?.quantity ?? 0) + closed + (leg.isChild ? pendingOf(symbol) : 0);
      if (leg.reduceOnly && !leg.isChild) closing.set(symbol, leg.side === 'sell' ? -leg.quantity : leg.quantity);
      const freed = Math.abs(closed) * decision.referencePrice;
      const gross = portfolio.grossExposure() + workingNotional() - freed;
      const own =
        Math.abs(held?.quantity ?? 0) * decision.referencePrice + workingNotional((e) => e.symbol === symbol) - freed;
      return {
        now,
        wallNow: now,
        environment: 'backtest',
        instrument,
        lastPrice: decision.referencePrice,
        lastPriceTime: now,
        deployment: { status: 'active', environment: 'backtest', approvalHash: null, expiresAt: null, limits },
        position,
        pendingExitQuantity: 0,
        strategyEquity: equity,
        strategyDayPnl: equity - dayStart,
        strategyDrawdown: peak > 0 ? (peak - equity) / peak : 0,
        strategyGrossExposure: gross,
        strategySymbolExposure: own,
        equity,
        buyingPower: Math.max(0, equity * limits.maxGrossLeverage - gross),
        dayPnl: equity - dayStart,
        drawdown: peak > 0 ? (peak - equity) / peak : 0,
        grossExposure: gross,
        symbolExposure: own,
        sectorExposure: leg.reduceOnly ? 0 : sectorExposure(sector) - freed,
        ordersInLastMinute: 0,
        duplicate: false,
        frozen: null,
      };
    },
  };
}
