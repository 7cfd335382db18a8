/** The orders of a decision: the entry with its protective children, or the exit; as intents for the gate. */
import { decimal } from '../../shared/core/decimal.ts';
import type { DecimalText } from '../../shared/core/units.ts';
import type { OrderIntent } from '../../shared/domain/order.ts';
import type { Decision } from './strategy-runner.ts';

export type OrderPurpose = OrderIntent['purpose'];

/** One order of a decision. */
export interface OrderLeg {
  readonly purpose: OrderPurpose;
  readonly side: 'buy' | 'sell';
  readonly type: OrderIntent['type'];
  readonly timeInForce: OrderIntent['timeInForce'];
  readonly quantity: number;
  readonly limitPrice: number | null;
  readonly stopPrice: number | null;
  readonly trailBps: number | null;
  readonly reduceOnly: boolean;
  /** Sleeps until the entry of the same decision has a fill. */
  readonly isChild: boolean;
}

/**
 * The legs of a decision, the entry first. Entries are good for the day; exits and protective orders stand until they
 * fill. The children of one entry cancel each other.
 */
export function legsOf(decision: Decision): OrderLeg[] {
  const { side, quantity, purpose, protection } = decision;
  const plain = { limitPrice: null, stopPrice: null, trailBps: null } as const;
  const main: OrderLeg = {
    ...plain,
    purpose,
    side,
    quantity,
    type: 'market',
    timeInForce: purpose === 'entry' ? 'day' : 'gtc',
    reduceOnly: purpose !== 'entry',
    isChild: false,
  };
  if (!protection) return [main];
  const child = {
    ...plain,
    side: side === 'buy' ? 'sell' : 'buy',
    quantity,
    timeInForce: 'gtc',
    reduceOnly: true,
    isChild: true,
  } as const;
  const legs = [main];
  if (protection.stopPrice !== null)
    legs.push({ ...child, purpose: 'stop-loss', type: 'stop', stopPrice: protection.stopPrice });
  if (protection.trailBps !== null)
    legs.push({ ...child, purpose: 'trailing-stop', type: 'trailing-stop', trailBps: protection.trailBps });
  if (protection.targetPrice !== null)
    legs.push({ ...child, purpose: 'take-profit', type: 'limit', limitPrice: protection.targetPrice });
  return legs;
}

/** Whose order it is. */
export interface OrderOwner {
  readonly deploymentId: string;
  readonly strategyId: string;
  readonly environment: OrderIntent['environment'];
  readonly approvalHash: string | null;
}

/** A leg as the intent the gate is asked about. */
export const intentOf = (leg: OrderLeg, decision: Decision, owner: OrderOwner, clientOrderId: string): OrderIntent => ({
  clientOrderId,
  ...owner,
  symbol: decision.symbol,
  side: leg.side,
  type: leg.type,
  timeInForce: leg.timeInForce,
  quantity: textOf(leg.quantity),
  limitPrice: leg.limitPrice === null ? null : textOf(leg.limitPrice),
  stopPrice: leg.stopPrice === null ? null : textOf(leg.stopPrice),
  trailBps: leg.trailBps,
  reduceOnly: leg.reduceOnly,
  purpose: leg.purpose,
  decidedAt: decision.decidedAt,
  // Prices carry at most six decimals here; a close may have more dust than a decimal text holds.
  referencePrice: textOf(Number(decision.referencePrice.toFixed(6))),
});

/** The same text as `decimal`, without its arbitrary precision where the shortest notation is plain already. */
function textOf(value: number): DecimalText {
  const text = String(value);
  return text.includes('e') || !Number.isFinite(value) ? decimal(value) : (text as DecimalText);
}
