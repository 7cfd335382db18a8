/** What the simulated broker needs of a matching engine, by shape: the engine itself lives on a higher floor. */
import type { Bar } from '../../shared/domain/bar.ts';
import type { OrderIntent, OrderSide } from '../../shared/domain/order.ts';

/** An order at the border: decimals become floats here. */
export interface PartOrder {
  readonly id: string;
  readonly symbol: string;
  readonly side: OrderSide;
  readonly type: OrderIntent['type'];
  readonly timeInForce: OrderIntent['timeInForce'];
  readonly quantity: number;
  readonly limitPrice?: number | null;
  readonly stopPrice?: number | null;
  readonly trailBps?: number | null;
  readonly reduceOnly: boolean;
  readonly decidedAt: number;
  readonly book?: string;
  readonly ocoGroup?: string | null;
  readonly parentId?: string | null;
}

export type PartEvent =
  | {
      readonly kind: 'fill';
      readonly orderId: string;
      readonly symbol: string;
      readonly side: OrderSide;
      readonly quantity: number;
      readonly price: number;
      readonly slippageBps: number;
      readonly fee: number;
      readonly time: number;
      readonly remaining: number;
    }
  | {
      readonly kind: 'expired' | 'cancelled' | 'rejected';
      readonly orderId: string;
      readonly reason: string;
      readonly time: number;
    };

export interface PartEngine {
  submit(order: PartOrder): void;
  cancel(id: string, reason?: string, time?: number): readonly PartEvent[];
  onBar(
    bar: Pick<Bar, 'symbol' | 'openTime' | 'closeTime' | 'open' | 'high' | 'low' | 'close' | 'volume'>,
  ): readonly PartEvent[];
  find(
    id: string,
  ): { readonly remaining: number; readonly filled: number; readonly state: 'dormant' | 'live' } | undefined;
  positionOf(symbol: string, book?: string): number;
  adoptPosition(symbol: string, quantity: number, book?: string): void;
}

/** The engine and the question it asks before a fill. */
export interface MatchingPart {
  readonly engine: PartEngine;
  readonly admit: (order: PartOrder, price: number, quantity: number) => number;
}
