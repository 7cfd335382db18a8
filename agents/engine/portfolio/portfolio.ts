/** A float portfolio: cash, positions at average price, dividends, realised and unrealised profit, round trips. */
import { ensureDefined, invariant } from '../../../shared/core/assert.ts';
import type { TradeRecord } from '../../../shared/domain/metrics.ts';

export interface PortfolioFill {
  readonly symbol: string;
  readonly side: 'buy' | 'sell';
  readonly quantity: number;
  readonly price: number;
  /** Price before slippage. */
  readonly referencePrice: number;
  readonly fee: number;
  readonly time: number;
  /** Number of the symbol's bar: bars held are counted with it. */
  readonly bar: number;
  /** Why, for the round trip's record. */
  readonly reason: string;
}

export interface HeldPosition {
  readonly symbol: string;
  /** Signed. */
  readonly quantity: number;
  readonly averagePrice: number;
  readonly marketPrice: number;
  readonly entryTime: number;
  readonly entryBar: number;
}

/** The mutable row behind {@link HeldPosition}, with what the round trip has gathered. */
interface Row {
  symbol: string;
  quantity: number;
  averagePrice: number;
  marketPrice: number;
  entryTime: number;
  entryBar: number;
  opened: number;
  openedNotional: number;
  closed: number;
  closedNotional: number;
  fees: number;
  dividends: number;
  realised: number;
}

export interface Portfolio {
  /** Applies a fill; a round trip that it completes comes back. Cash goes down for buys and up for sells, short or long. */
  apply(fill: PortfolioFill): TradeRecord | undefined;
  /** Cash per share on the ex-date for what was held before it: longs receive, shorts pay. */
  payDividend(symbol: string, perShare: number): void;
  /** Sets the last known price of a held symbol. */
  mark(symbol: string, price: number): void;
  position(symbol: string): HeldPosition | undefined;
  /** Held positions in the order they were opened. */
  positions(): HeldPosition[];
  count(): number;
  cash(): number;
  /** Cash plus positions at their last prices. */
  equity(): number;
  /** Absolute notional at last prices. */
  grossExposure(): number;
  /** Totals since the start in account currency. */
  totals(): { commission: number; slippage: number; dividends: number; tradedNotional: number; realised: number };
}

/** Starts with cash and nothing else. */
export function createPortfolio(capital: number): Portfolio {
  invariant(capital > 0, 'a portfolio starts with capital');
  const rows = new Map<string, Row>();
  const totals = { commission: 0, slippage: 0, dividends: 0, tradedNotional: 0, realised: 0 };
  let cash = capital;

  const open = (fill: PortfolioFill, signed: number): void => {
    const row = rows.get(fill.symbol);
    if (!row) {
      rows.set(fill.symbol, {
        symbol: fill.symbol,
        quantity: signed,
        averagePrice: fill.price,
        marketPrice: fill.price,
        entryTime: fill.time,
        entryBar: fill.bar,
        opened: Math.abs(signed),
        openedNotional: Math.abs(signed) * fill.price,
        closed: 0,
        closedNotional: 0,
        fees: 0,
        dividends: 0,
        realised: 0,
      });
      return;
    }
    const size = Math.abs(signed);
    const held = Math.abs(row.quantity);
    row.averagePrice = (row.averagePrice * held + fill.price * size) / (held + size);
    row.quantity += signed;
    row.opened += size;
    row.openedNotional += size * fill.price;
  };

  const close = (row: Row, size: number, price: number): void => {
    const sign = Math.sign(row.quantity);
    const profit = sign * size * (price - row.averagePrice);
    row.realised += profit;
    totals.realised += profit;
    row.quantity = Math.abs(row.quantity) <= size + 1e-9 ? 0 : row.quantity - sign * size;
    row.closed += size;
    row.closedNotional += size * price;
  };

  return {
    apply(fill) {
      const sign = fill.side === 'buy' ? 1 : -1;
      const notional = fill.quantity * fill.price;
      cash -= sign * notional + fill.fee;
      totals.commission += fill.fee;
      totals.slippage += Math.abs(fill.price - fill.referencePrice) * fill.quantity;
      totals.tradedNotional += notional;
      const row = rows.get(fill.symbol);
      if (!row || row.quantity * sign > 0) {
        open(fill, sign * fill.quantity);
        ensureDefined(rows.get(fill.symbol), 'it was just opened').fees += fill.fee;
        return undefined;
      }
      const held = Math.abs(row.quantity);
      const size = Math.min(held, fill.quantity);
      const isLong = row.quantity > 0;
      row.fees += fill.fee * (size / fill.quantity);
      close(row, size, fill.price);
      if (row.quantity !== 0) return undefined;
      rows.delete(fill.symbol);
      const rest = fill.quantity - size;
      if (rest > 1e-9) {
        open({ ...fill, quantity: rest }, sign * rest);
        ensureDefined(rows.get(fill.symbol), 'it was just opened').fees += fill.fee * (rest / fill.quantity);
      }
      return {
        symbol: fill.symbol,
        side: isLong ? 'long' : 'short',
        quantity: row.opened,
        entryTime: row.entryTime,
        entryPrice: row.openedNotional / row.opened,
        exitTime: fill.time,
        exitPrice: row.closedNotional / row.closed,
        exitReason: fill.reason,
        fees: row.fees,
        pnl: row.realised + row.dividends - row.fees,
        barsHeld: fill.bar - row.entryBar,
      };
    },
    payDividend(symbol, perShare) {
      const row = rows.get(symbol);
      if (!row || perShare === 0) return;
      const paid = row.quantity * perShare;
      cash += paid;
      row.dividends += paid;
      totals.dividends += paid;
    },
    mark(symbol, price) {
      const row = rows.get(symbol);
      if (row) row.marketPrice = price;
    },
    position: (symbol) => rows.get(symbol),
    positions: () => [...rows.values()],
    count: () => rows.size,
    cash: () => cash,
    equity() {
      let value = cash;
      for (const row of rows.values()) value += row.quantity * row.marketPrice;
      return value;
    },
    grossExposure() {
      let value = 0;
      for (const row of rows.values()) value += Math.abs(row.quantity) * row.marketPrice;
      return value;
    },
    totals: () => totals,
  };
}
