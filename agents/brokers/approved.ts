/** Permission to send as a type: only the order gate can make one, and a broker takes nothing else. */
import type { OrderIntent } from '../../shared/domain/order.ts';

declare const permission: unique symbol;

/**
 * An intent the order gate let through. The key of its brand is not exported, so no other file can write one down; the
 * gate also remembers the very object it made, so a copy, a cast or a structured clone is worth nothing when redeemed.
 */
export interface Approved<T> {
  readonly [permission]: 'made by the order gate';
  readonly approved: true;
  readonly intent: T;
}

/** Why the gate said no: the check's code and one sentence. */
export interface Refused {
  readonly approved: false;
  readonly check: string;
  readonly reason: string;
}

/**
 * Spends a permission. A broker calls it as its last instruction before it sends: the gate verifies that it made this
 * object, that it was not spent before, and reads the kill latch once more. Undefined = send now.
 */
export type RedeemPermission = (approved: Approved<OrderIntent>) => Refused | undefined;
