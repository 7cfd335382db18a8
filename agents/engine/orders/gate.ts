/** The order gate: the only maker of permission to send, in a backtest, on paper, live and while liquidating. */
import { type KillLevel, killLevelIndex } from '../../../shared/domain/kill.ts';
import type { PortfolioLimits } from '../../../shared/domain/limits.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import type { Approved, RedeemPermission, Refused } from '../../brokers/approved.ts';
import { gateChecks } from './checks/index.ts';
import type { CheckedIntent, GateCheck, GateContext, GateLimits } from './gate-check.ts';

export interface GateOptions {
  /** All of checks/index.ts unless told otherwise (a test plants a broken one). */
  readonly checks?: readonly GateCheck[];
  /** Read at every check, so that a tightened limit holds at once. */
  readonly limits: () => PortfolioLimits;
  readonly latch: { level(): KillLevel };
}

export interface Gate {
  /** Asks every check; never throws. The intent inside a permission is a frozen copy. */
  check(intent: OrderIntent, context: GateContext): Approved<OrderIntent> | Refused;
  /** Spends a permission once; see {@link RedeemPermission}. */
  readonly redeem: RedeemPermission;
}

/** Holds an intent; the private field dies in a structured clone, and no other file can construct it. */
class Permission {
  readonly approved = true;
  readonly intent: OrderIntent;
  readonly #made = true;
  constructor(intent: OrderIntent) {
    this.intent = Object.freeze({ ...intent });
    Object.freeze(this);
  }
  static made(value: object): boolean {
    return #made in value;
  }
}

const plain = /^-?\d+(?:\.\d+)?$/;
const numberOf = (text: unknown): number => (typeof text === 'string' && plain.test(text) ? Number(text) : Number.NaN);
const optional = (text: unknown): number | null => (text === null || text === undefined ? null : numberOf(text));

/** Parses the decimals once. Risk is measured at the worst of last, reference and limit price. */
function parse(intent: OrderIntent, context: GateContext): CheckedIntent {
  const quantity = numberOf(intent.quantity);
  const referencePrice = numberOf(intent.referencePrice);
  const limitPrice = optional(intent.limitPrice);
  const stopPrice = optional(intent.stopPrice);
  const sign = intent.side === 'sell' ? -1 : 1;
  const worst = Math.max(referencePrice, context.lastPrice, limitPrice ?? 0, intent.reduceOnly ? 0 : (stopPrice ?? 0));
  const against = context.position * sign < 0 ? Math.abs(context.position) : 0;
  const openingQuantity = intent.reduceOnly ? 0 : Math.max(0, quantity - against);
  return {
    intent,
    quantity,
    referencePrice,
    limitPrice,
    stopPrice,
    sign,
    notional: worst * quantity,
    openingQuantity,
    openingNotional: worst * openingQuantity,
  };
}

const refused = (check: string, reason: string): Refused => ({ approved: false, check, reason: reason.slice(0, 400) });

/** Every number a check compares must be one: NaN would slip through a comparison written the wrong way round. */
function unreadable(context: GateContext, shrinking: boolean): string | undefined {
  // A position can be closed whatever else is unknown.
  if (shrinking)
    return Number.isFinite(context.position) && Number.isFinite(context.pendingExitQuantity)
      ? undefined
      : 'The desk does not know the position.';
  for (const name of Object.keys(context)) {
    const value = context[name as keyof GateContext];
    if (typeof value === 'number' && !Number.isFinite(value)) return `The desk does not know its ${name}.`;
  }
  return undefined;
}

/** Creates a gate. It fails closed: a check that throws, and a fact that is not a number, refuse. */
export function createGate({ checks = gateChecks, limits, latch }: GateOptions): Gate {
  const unspent = new WeakSet<object>();
  return {
    check(given, context) {
      let code = 'intent-shape';
      try {
        const intent: OrderIntent = Object.freeze({ ...given });
        code = 'context';
        const unknown = unreadable(context, intent.reduceOnly === true);
        if (unknown !== undefined) return refused(code, unknown);
        code = 'limits';
        const current: GateLimits = { portfolio: limits(), level: latch.level() };
        const order = parse(intent, context);
        for (const check of checks) {
          code = check.code;
          if (check.appliesTo === 'entries' && intent.reduceOnly === true) continue;
          const reason = check.refuse(order, context, current);
          if (reason !== undefined) return refused(code, reason);
        }
        const permission = new Permission(intent);
        unspent.add(permission);
        // The one place where the brand is claimed.
        return permission as unknown as Approved<OrderIntent>;
      } catch (error) {
        return refused(code, `The check could not be made: ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    redeem(approved) {
      if (typeof approved !== 'object' || approved === null || !Permission.made(approved) || !unspent.delete(approved))
        return refused('permission', 'The permission was not made by this gate, or was used before.');
      if (killLevelIndex(latch.level()) !== 0 && !approved.intent.reduceOnly)
        return refused('kill-latch', 'The kill switch was pulled after the order was allowed and before it was sent.');
      return undefined;
    },
  };
}
