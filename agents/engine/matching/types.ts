/** What the matching engine takes and gives: resting orders, bars and match events, in Float64 numbers. */

import type { Random } from '../../../shared/core/random.ts';
import type { Bar } from '../../../shared/domain/bar.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import type { Intrabar } from './execution.ts';

/** The part of a bar that orders meet. `volume` NaN = unknown: no participation cap on that bar. */
export type MatchBar = Pick<Bar, 'symbol' | 'openTime' | 'closeTime' | 'open' | 'high' | 'low' | 'close' | 'volume'>;

/** An order as it is handed in. Prices are floats; the order path converts its decimals at this border. */
export interface MatchOrder {
  /** Unique among the orders at rest. */
  readonly id: string;
  readonly symbol: string;
  readonly side: OrderIntent['side'];
  readonly type: OrderIntent['type'];
  readonly timeInForce: OrderIntent['timeInForce'];
  /** Shares or units, positive. */
  readonly quantity: number;
  /** Needed by `limit` and `stop-limit`. */
  readonly limitPrice?: number | null;
  /** Needed by `stop` and `stop-limit`. */
  readonly stopPrice?: number | null;
  /** Needed by `trailing-stop`: distance in basis points of the best price since the order became live. */
  readonly trailBps?: number | null;
  /** May only shrink the position of its book in its symbol; never opens or flips one. */
  readonly reduceOnly: boolean;
  /** Close time of the bar on which it was decided: it meets only bars that open at or after it. */
  readonly decidedAt: number;
  /** Whose position it reduces, e.g. a deployment; positions are kept per book and symbol. */
  readonly book?: string;
  /** Members of one group: a fill of one shrinks the others, a complete fill cancels them. */
  readonly ocoGroup?: string | null;
  /** Sleeps until this order has a fill; is cancelled when that one ends without any. */
  readonly parentId?: string | null;
}

/** An order at rest with its progress. */
export interface RestingOrder {
  readonly order: MatchOrder;
  readonly sequence: number;
  readonly remaining: number;
  readonly filled: number;
  /** `dormant`: waits for its parent. */
  readonly state: 'dormant' | 'live';
  /** Current trigger of a trailing stop; null for other types. */
  readonly trailPrice: number | null;
}

/** Where on the bar a fill happened. */
export type FillPlace = 'open' | 'intrabar' | 'close';

export interface MatchFill {
  readonly kind: 'fill';
  readonly order: MatchOrder;
  readonly orderId: string;
  readonly symbol: string;
  readonly side: OrderIntent['side'];
  readonly quantity: number;
  /** After slippage. */
  readonly price: number;
  /** Before slippage. */
  readonly referencePrice: number;
  /** Positive = cost, in basis points of the reference price. */
  readonly slippageBps: number;
  /** Commission of this fill in account currency. */
  readonly fee: number;
  readonly place: FillPlace;
  /** Plain words, e.g. `stop 92 was gapped at the open`. */
  readonly reason: string;
  /** Open time for fills at the open, else close time: the moment from which it may be known. */
  readonly time: number;
  readonly remaining: number;
}

/** An order that left the book without being complete. */
export interface MatchEnd {
  readonly kind: 'expired' | 'cancelled' | 'rejected';
  readonly order: MatchOrder;
  readonly orderId: string;
  readonly symbol: string;
  readonly reason: string;
  readonly time: number;
  readonly filled: number;
}

export type MatchEvent = MatchFill | MatchEnd;

/** Fee of an order so far, from its total filled quantity and notional; the engine charges the difference at each fill. */
export type CommissionModel = (quantity: number, notional: number) => number;

export interface MatchingOptions {
  /** Paid on market and stop fills, never on limits, in basis points of the price. */
  readonly slippageBps: number;
  readonly commission: CommissionModel;
  /** What a bar that touches both a stop and a target resolves to. */
  readonly intrabar: Intrabar;
  /** Share of a bar's volume all orders together may take; default 0.1, null = no cap. */
  readonly participation?: number | null;
  /** Smallest quantity step of a partial fill; default 1. */
  readonly lotSize?: (symbol: string) => number;
  /** Round fill prices to this many decimals; default exact. */
  readonly priceDecimals?: number;
  /** With it the slippage of a fill is drawn from 0 to twice `slippageBps`. */
  readonly random?: Random;
  /** Last word before a fill: the quantity that may be taken (0 = reject for lack of buying power). */
  readonly admit?: (order: MatchOrder, price: number, quantity: number) => number;
  /** Told of each fill at once, before the next order is looked at; `onBar` answers the same fill again. */
  readonly onFill?: (fill: MatchFill) => void;
}

export interface MatchingEngine {
  /** Puts an order at rest. @throws InvariantError on a duplicate id, a missing price or a non-positive quantity. */
  submit(order: MatchOrder): void;
  /** Takes an order out; undefined when it is not at rest (filled, expired or never known). Children asleep go with it. */
  cancel(id: string, reason?: string, time?: number): MatchEnd[];
  /** Changes an order at rest and keeps its id and filled part; false when it is not at rest. `quantity` is the new total. */
  replace(
    id: string,
    change: { quantity?: number; limitPrice?: number; stopPrice?: number; trailBps?: number },
  ): boolean;
  /** Meets one bar of one symbol. Events come in the order they happened. */
  onBar(bar: MatchBar): readonly MatchEvent[];
  /** True when any order rests or sleeps in the symbol. */
  hasOrders(symbol: string): boolean;
  find(id: string): RestingOrder | undefined;
  /** All orders at rest, by sequence. */
  orders(symbol?: string): RestingOrder[];
  /** Signed quantity from this engine's fills. */
  positionOf(symbol: string, book?: string): number;
  /** Sets a position that was made elsewhere: after a restart, or at a delisting. */
  adoptPosition(symbol: string, quantity: number, book?: string): void;
}
