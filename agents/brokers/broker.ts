/** The broker port: what every broker can do, in the words of the order path; each adapter speaks its own wire behind it. */
import type { DecimalText } from '../../shared/core/units.ts';
import type { Bar } from '../../shared/domain/bar.ts';
import type { Environment, OrderIntent, OrderSide } from '../../shared/domain/order.ts';
import type { Approved, Refused } from './approved.ts';

/** What became of a submit. `unknown`: it may or may not have arrived; look it up, never send it again blindly. */
export type SubmitOutcome =
  | { readonly kind: 'accepted'; readonly brokerOrderId: string }
  | { readonly kind: 'rejected'; readonly reason: string }
  | { readonly kind: 'refused'; readonly refused: Refused }
  | { readonly kind: 'unknown'; readonly reason: string };

/** How an order hangs together with others at the broker. */
export interface SubmitPlan {
  /** Sleeps at the broker until this order has a fill; goes when that one ends without any. */
  readonly parentOrderId?: string;
  /** One cancels the other: a fill shrinks the rest of the group, a complete one cancels it. */
  readonly ocoGroup?: string;
}

export type BrokerOrderStatus = 'working' | 'partially-filled' | 'filled' | 'cancelled' | 'rejected' | 'expired';

export interface BrokerOrder {
  readonly clientOrderId: string;
  readonly brokerOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantity: DecimalText;
  readonly filledQuantity: DecimalText;
  readonly status: BrokerOrderStatus;
  /** The broker's words; null while nothing is wrong. */
  readonly reason: string | null;
}

/** One execution; `executionId` is unique for ever at its broker. */
export interface BrokerExecution {
  readonly executionId: string;
  readonly clientOrderId: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly quantity: DecimalText;
  readonly price: DecimalText;
  /** Commission and exchange fees, never negative. */
  readonly fees: DecimalText;
  /** Against the price before slippage where the broker says it, else 0. Positive = cost. */
  readonly slippageBps: number;
  readonly at: number;
}

/** Cash booked on a holding, such as a dividend; negative for a short. */
export interface BrokerCash {
  readonly entryId: string;
  readonly symbol: string;
  /** The deployment it is for where the broker keeps sub-accounts, else null. */
  readonly deploymentId: string | null;
  readonly amount: DecimalText;
  readonly at: number;
}

export interface BrokerPosition {
  readonly symbol: string;
  /** Net of all strategies; negative when short. */
  readonly quantity: DecimalText;
}

export interface BrokerAccount {
  readonly currency: string;
  readonly cash: DecimalText;
}

export type BrokerEvent =
  | { readonly kind: 'order'; readonly order: BrokerOrder; readonly at: number }
  | { readonly kind: 'execution'; readonly execution: BrokerExecution }
  | { readonly kind: 'cash'; readonly cash: BrokerCash }
  | { readonly kind: 'connection'; readonly status: 'connected' | 'lost'; readonly reason: string };

/** `requested`: the broker took the wish; the order is gone only when an order event says so. */
export type CancelOutcome =
  | { readonly kind: 'requested' }
  | { readonly kind: 'closed'; readonly status: BrokerOrderStatus }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'failed'; readonly reason: string };

export interface CancelItem {
  readonly clientOrderId: string;
  readonly outcome: CancelOutcome;
}

/** A connected broker. Calls reject only on a broken invariant; every expected failure is an outcome. */
export interface Broker {
  readonly id: string;
  readonly environment: Environment;
  /** Spends the permission as the last instruction before the send. */
  submit(approved: Approved<OrderIntent>, plan?: SubmitPlan): Promise<SubmitOutcome>;
  cancel(clientOrderId: string): Promise<CancelOutcome>;
  /** Cancels every working order; with `keepProtective` all but protective stops and targets. One item per order. */
  cancelAll(options: { readonly keepProtective: boolean }): Promise<readonly CancelItem[]>;
  positions(): Promise<readonly BrokerPosition[]>;
  /** All of them: an adapter pages until the end. */
  openOrders(): Promise<readonly BrokerOrder[]>;
  orderByClientId(clientOrderId: string): Promise<BrokerOrder | undefined>;
  /** Executions at or after a time, oldest first. */
  executions(since: number): Promise<readonly BrokerExecution[]>;
  account(): Promise<BrokerAccount>;
  /** Returns the way to stop listening. */
  onEvent(listener: (event: BrokerEvent) => void): () => void;
  /** Only a simulated broker: its market moves by bars. Resolves when every event of the bar was handed out. */
  meetBar?(bar: Bar): Promise<void>;
  close(): Promise<void>;
}

/** Orders that protect a position: halting keeps them. */
export const isProtective = (intent: Pick<OrderIntent, 'purpose'>): boolean =>
  intent.purpose === 'stop-loss' || intent.purpose === 'take-profit' || intent.purpose === 'trailing-stop';
