/** Facts for the gate, put together from the desk's books: what is held, working, unknown, and what it is worth. */

import type { Instrument } from '../../../shared/domain/instrument.ts';
import type { PortfolioLimits } from '../../../shared/domain/limits.ts';
import type { Environment, OrderIntent } from '../../../shared/domain/order.ts';
import type { StandingDeployment } from '../../kernel/order-ports.ts';
import type { EquityTracker } from './equity.ts';
import type { GateContext } from './gate-check.ts';
import { type OrderBook, pendingExits, remainingOf } from './order-book.ts';

export interface Quote {
  readonly price: number;
  readonly at: number;
}

/** What is kept of the market over a restart. */
export interface KeptMarks {
  readonly equity: ReturnType<EquityTracker['entries']>;
  readonly quotes: readonly (readonly [string, Quote])[];
  readonly marketTime: number;
}

/** The books a gate context is read from. */
export interface Books {
  readonly environment: Environment;
  readonly book: OrderBook;
  readonly equity: EquityTracker;
  readonly quotes: ReadonlyMap<string, Quote>;
  readonly instruments: ReadonlyMap<string, Instrument>;
  readonly deployments: ReadonlyMap<string, StandingDeployment>;
  readonly limits: () => PortfolioLimits;
  readonly marketTime: () => number;
  readonly wallNow: () => number;
  /** Market times of the orders of the last minute. */
  readonly sentInLastMinute: () => number;
}

/** Key of the account in the equity tracker. */
export const accountKey = 'account';

/** Absolute exposures: positions, and open entries (unknown ones too) as if they had filled. */
export function exposures(books: Books) {
  const byDeployment = new Map<string, number>();
  const bySymbol = new Map<string, number>();
  const bySector = new Map<string, number>();
  const own = new Map<string, number>();
  let gross = 0;
  const add = (deploymentId: string, symbol: string, notional: number): void => {
    gross += notional;
    byDeployment.set(deploymentId, (byDeployment.get(deploymentId) ?? 0) + notional);
    bySymbol.set(symbol, (bySymbol.get(symbol) ?? 0) + notional);
    const sector = sectorOf(books.instruments.get(symbol), symbol);
    bySector.set(sector, (bySector.get(sector) ?? 0) + notional);
    const key = `${deploymentId}\n${symbol}`;
    own.set(key, (own.get(key) ?? 0) + notional);
  };
  for (const p of books.book.ledger.positions()) {
    const price = books.quotes.get(p.symbol)?.price ?? Number(p.averagePrice);
    add(p.deploymentId, p.symbol, Math.abs(Number(p.quantity)) * price);
  }
  for (const { order } of books.book.open()) {
    const { intent } = order;
    if (intent.reduceOnly) continue;
    const price = Math.max(Number(intent.referencePrice), Number(intent.limitPrice ?? 0));
    add(intent.deploymentId, intent.symbol, remainingOf(order) * price);
  }
  // What a working exit closes is gone by the time a later order fills: a strategy that turns round needs the room.
  for (const p of books.book.ledger.positions()) {
    const leaving = leavingQuantity(books.book, p.deploymentId, p.symbol);
    const price = books.quotes.get(p.symbol)?.price ?? Number(p.averagePrice);
    if (leaving > 0) add(p.deploymentId, p.symbol, -Math.min(leaving, Math.abs(Number(p.quantity))) * price);
  }
  return { gross, byDeployment, bySymbol, bySector, own };
}

/** Closing quantity that is surely on its way: an order of unknown fate frees nothing. */
const leavingQuantity = (book: OrderBook, deploymentId: string, symbol: string): number =>
  pendingExits(
    book.open().filter((row) => row.order.status !== 'unknown'),
    deploymentId,
    symbol,
  );

/** An instrument of unknown sector is a sector of its own. */
export const sectorOf = (instrument: Instrument | undefined, symbol: string): string =>
  !instrument || instrument.sector === '' || instrument.sector === 'Unknown' ? `only ${symbol}` : instrument.sector;

/** Everything the gate asks about one intent. A child that sleeps until its parent fills sees the parent as filled. */
export function gateContext(books: Books, intent: OrderIntent, parentOrderId: string | undefined): GateContext {
  const { book, equity } = books;
  const deployment = books.deployments.get(intent.deploymentId);
  const quote = books.quotes.get(intent.symbol);
  const held = exposures(books);
  const account = equity.find(accountKey);
  const strategy = equity.find(intent.deploymentId);
  const accountEquity = account?.equity ?? 0;
  const strategyEquity = strategy?.equity ?? deployment?.limits.capital ?? 0;
  const parent = parentOrderId === undefined ? undefined : book.row(parentOrderId)?.order;
  const coming = parent && parent.intent.symbol === intent.symbol ? remainingOf(parent) : 0;
  const quantity = Number(book.ledger.position(intent.deploymentId, intent.symbol)?.quantity ?? 0);
  const limits = books.limits();
  // An exit is measured against what is held and not yet leaving; an entry and its children against what will be left.
  const exits = intent.reduceOnly && parent === undefined;
  const leaving = Math.min(leavingQuantity(book, intent.deploymentId, intent.symbol), Math.abs(quantity));
  return {
    now: books.marketTime(),
    wallNow: books.wallNow(),
    environment: books.environment,
    instrument: books.instruments.get(intent.symbol),
    lastPrice: quote?.price ?? 0,
    lastPriceTime: quote?.at ?? 0,
    deployment,
    position:
      (exits ? quantity : quantity - Math.sign(quantity) * leaving) +
      (parent?.intent.side === 'sell' ? -coming : coming),
    pendingExitQuantity: exits ? pendingExits(book.open(), intent.deploymentId, intent.symbol) : 0,
    strategyEquity,
    strategyDayPnl: strategy ? strategy.equity - strategy.dayStart : 0,
    strategyDrawdown: strategy && strategy.peak > 0 ? (strategy.peak - strategy.equity) / strategy.peak : 0,
    strategyGrossExposure: held.byDeployment.get(intent.deploymentId) ?? 0,
    strategySymbolExposure: held.own.get(`${intent.deploymentId}\n${intent.symbol}`) ?? 0,
    equity: accountEquity,
    buyingPower: Math.max(0, accountEquity * limits.maxGrossLeverage - held.gross),
    dayPnl: account ? account.equity - account.dayStart : 0,
    drawdown: account && account.peak > 0 ? (account.peak - account.equity) / account.peak : 0,
    grossExposure: held.gross,
    symbolExposure: held.bySymbol.get(intent.symbol) ?? 0,
    sectorExposure: held.bySector.get(sectorOf(books.instruments.get(intent.symbol), intent.symbol)) ?? 0,
    ordersInLastMinute: books.sentInLastMinute(),
    duplicate: book.has(intent.clientOrderId),
    frozen: book.frozen(intent.symbol),
  };
}
