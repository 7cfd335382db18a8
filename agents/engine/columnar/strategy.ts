/** What a strategy on columns is, what it may ask of the engine, and what a run answers. */
import type { Account, AccountTotals } from './account.ts';
import type { FillSettings } from './fills/fill-model.ts';
import type { Market } from './market.ts';
import type { RunCosts } from './run-costs.ts';
import type { FillColumns, Purpose, TradeColumns } from './trades.ts';

/** An order at rest; worthless once it has ended. */
export type OrderHandle = number;

export interface OrderRequest {
  /** Index of the symbol in the market. */
  readonly symbol: number;
  readonly side: 'buy' | 'sell';
  /** Shares or units, positive. Left out only with `share`. */
  readonly quantity?: number;
  /** Share of the free money, turned into whole lots when it fills. */
  readonly share?: number;
  /** `market` when left out. */
  readonly type?: 'market' | 'limit' | 'stop' | 'stop-limit' | 'trailing-stop';
  readonly limitPrice?: number;
  readonly stopPrice?: number;
  /** Trailing distance in basis points of the best price, or in money. */
  readonly trailBps?: number;
  readonly trailMoney?: number;
  /** The trail starts at the last close, follows closes and is tested from the next bar on. */
  readonly trailsCloses?: boolean;
  /** `gtc` when left out; `opg` and `cls` are on-open and on-close. */
  readonly timeInForce?: 'gtc' | 'day' | 'opg' | 'cls' | 'ioc';
  /** Last moment it is good for. */
  readonly goodTill?: number;
  readonly reduceOnly?: boolean;
  /** One-cancels-other group from {@link Broker.newGroup}. */
  readonly group?: number;
  /** Sleeps until this order has a fill. */
  readonly parent?: OrderHandle;
  /** What it is for; `entry`, or `exit` when it is reduce-only. */
  readonly purpose?: Purpose;
}

/** What a strategy may do and see at a close. */
export interface Broker {
  readonly market: Market;
  readonly account: Account;
  /** Close time of the moment. */
  readonly now: number;
  /** Share of a bar's volume that orders may take; null = no cap. */
  readonly participation: number | null;
  /** A market order: positive buys, negative sells. */
  order(symbol: number, signed: number, purpose?: Purpose, timeInForce?: 'gtc' | 'day' | 'ioc'): OrderHandle;
  /** Any order. @throws InvariantError on a missing or unsound price or quantity. */
  submit(request: OrderRequest): OrderHandle;
  /** An entry with children that cancel each other; what is null is left out. Answers the entry. */
  bracket(entry: OrderRequest, stop: number | null, target: number | null, trailBps: number | null): OrderHandle;
  /** Closes what is held with a market order; -1 when nothing is held. */
  close(symbol: number, purpose?: Purpose): OrderHandle;
  /** False when it was not at rest. */
  cancel(handle: OrderHandle): boolean;
  cancelAll(symbol: number): void;
  /** Changes an order at rest; `quantity` is the new total. False when it was not at rest. */
  replace(handle: OrderHandle, change: { quantity?: number; limitPrice?: number; stopPrice?: number }): boolean;
  isAtRest(handle: OrderHandle): boolean;
  newGroup(): number;
  /** Row of the symbol's last known bar; -1 before its first. */
  lastBar(symbol: number): number;
  /** Signed quantity held. */
  held(symbol: number): number;
  /** Equity at the last marks. */
  equity(): number;
}

export interface Strategy {
  /** Called once before the first bar of a run. */
  onStart?(broker: Broker): void;
  /**
   * Called at each close, in the order of time, after all bars of that moment have met their orders. `feed` is the index of
   * the series (equal to the symbol's where every symbol has one series), `bar` the row that has just closed.
   */
  onBar(broker: Broker, feed: number, bar: number): void;
  /** Called once after the last `onBar` of a moment: where symbols are decided together. */
  onMoment?(broker: Broker): void;
  /** Called after the bars of a moment for every fill of it, before `onBar`. `signed` is negative for sells. */
  onFill?(broker: Broker, symbol: number, signed: number, price: number, handle: OrderHandle): void;
}

/** What the account may do. */
export interface AccountRules {
  /** `gross`: positions up to leverage times equity. `cash`: buys need cash, short sales only credit it. `none`: anything. */
  readonly buying: 'gross' | 'cash' | 'none';
  /** Gross notional over equity. */
  readonly leverage: number;
  /** What does not fit is cut to whole lots, or the opening part of the order is refused whole. */
  readonly excess: 'cut' | 'refuse';
  /** Equity over gross notional below which positions are sold off at the next open; 0 = never. */
  readonly maintenance: number;
}

export const cashAccount: AccountRules = { buying: 'gross', leverage: 1, excess: 'cut', maintenance: 0 };

export interface RunOptions {
  /** Account currency at the start. */
  readonly capital: number;
  readonly fills?: FillSettings;
  readonly costs?: RunCosts;
  readonly account?: AccountRules;
  /** Close times between which it trades, both included. */
  readonly from?: number;
  readonly to?: number;
  /** False saves working out the worst and best open result of each trade where it is costly: they are then of the fills alone. */
  readonly excursions?: boolean;
  /** Keeps every fill. */
  readonly keepFills?: boolean;
}

/** What a run answers. Columns belong to the engine and are overwritten by its next run: copy what must outlive it. */
export interface RunResult {
  readonly capital: number;
  /** Moments: close times, and equity after each. */
  readonly times: Float64Array;
  readonly equity: Float64Array;
  readonly trades: TradeColumns;
  readonly fills: FillColumns | undefined;
  readonly totals: AccountTotals;
  readonly finalEquity: number;
  readonly orders: number;
  readonly fillCount: number;
  /** Orders or parts of orders that the account could not pay for. */
  readonly rejected: number;
  readonly marginCalls: number;
}
