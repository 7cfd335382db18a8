/** For every gate check the orders it must refuse, and closing orders it must let go. */

import type { GateContext } from '../../../agents/engine/orders/gate-check.ts';
import { decimal } from '../../../shared/core/decimal.ts';
import type { KillLevel } from '../../../shared/domain/kill.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import { heldContext, soundContext, soundExit, soundTime } from './sound.ts';

export interface GateCase {
  readonly check: string;
  readonly what: string;
  readonly intent?: Partial<OrderIntent>;
  readonly context?: Partial<GateContext>;
  readonly level?: KillLevel;
}

const limits = (part: object) => ({
  ...soundContext.deployment!,
  limits: { ...soundContext.deployment!.limits, ...part },
});
const instrument = (part: object) => ({ ...soundContext.instrument!, ...part });
const exit: Partial<OrderIntent> = soundExit;
const held: Partial<GateContext> = heldContext;

export const refusals: readonly GateCase[] = [
  { check: 'intent-shape', what: 'a quantity in exponent form', intent: { quantity: '1e308' as never } },
  { check: 'intent-shape', what: 'not a number', intent: { quantity: 'NaN' as never } },
  { check: 'intent-shape', what: 'an unknown side', intent: { side: 'hold' as never } },
  { check: 'intent-shape', what: 'a Cyrillic look-alike', intent: { symbol: '\u0410CME' } },
  { check: 'intent-shape', what: 'an id too short to be one', intent: { clientOrderId: 'q-1' } },
  { check: 'kill-latch', what: 'an entry while paused', level: 'paused' },
  { check: 'kill-latch', what: 'an entry while halted', level: 'halted' },
  { check: 'kill-latch', what: 'an entry while flattened', level: 'flattened' },
  { check: 'environment', what: 'a live order on the paper desk', intent: { environment: 'live' } },
  { check: 'environment', what: 'a paper order on the live desk', context: { environment: 'live' } },
  {
    check: 'environment',
    what: 'a deployment of another environment',
    context: { deployment: { ...soundContext.deployment!, environment: 'live' } },
  },
  { check: 'duplicate-order', what: 'an id that was used', context: { duplicate: true } },
  { check: 'approval', what: 'no approval', intent: { approvalHash: null } },
  { check: 'approval', what: 'another approval', intent: { approvalHash: 'b'.repeat(64) } },
  { check: 'approval', what: 'an expired approval', context: { wallNow: soundTime + 86_400_000 } },
  {
    check: 'approval',
    what: 'a deployment without approval',
    context: { deployment: { ...soundContext.deployment!, approvalHash: null } },
  },
  {
    check: 'deployment-state',
    what: 'a draining deployment',
    context: { deployment: { ...soundContext.deployment!, status: 'draining' } },
  },
  { check: 'instrument-known', what: 'an unknown symbol', context: { instrument: undefined } },
  { check: 'instrument-known', what: 'an index', context: { instrument: instrument({ tradable: false }) } },
  {
    check: 'instrument-known',
    what: 'a delisted symbol',
    context: { instrument: instrument({ delistedAt: soundTime }) },
  },
  { check: 'quantity-positive', what: 'zero', intent: { quantity: decimal('0') } },
  { check: 'quantity-positive', what: 'minus zero', intent: { quantity: '-0' as never } },
  { check: 'quantity-positive', what: 'a negative quantity', intent: { quantity: decimal('-5') } },
  { check: 'order-prices', what: 'a limit order without limit', intent: { type: 'limit' } },
  { check: 'order-prices', what: 'a market order with a limit', intent: { limitPrice: decimal('50') } },
  { check: 'order-prices', what: 'a stop of zero', intent: { type: 'stop', stopPrice: decimal('0') } },
  { check: 'order-prices', what: 'a trailing stop without distance', intent: { type: 'trailing-stop' } },
  { check: 'lot-size', what: 'half a share', intent: { quantity: decimal('1.5') } },
  { check: 'tick-size', what: 'a sub-penny limit', intent: { type: 'limit', limitPrice: decimal('50.005') } },
  {
    check: 'symbol-frozen',
    what: 'an unknown order in the symbol',
    context: { frozen: 'the fate of order q-9 is not known.' },
  },
  { check: 'reduce-only', what: 'an exit that may open', intent: { purpose: 'exit', reduceOnly: false } },
  { check: 'reduce-only', what: 'an exit with nothing held', intent: exit },
  { check: 'reduce-only', what: 'an exit on the same side', intent: { ...exit, side: 'buy' }, context: held },
  {
    check: 'reduce-only',
    what: 'an exit larger than held',
    intent: { ...exit, quantity: decimal('101') },
    context: held,
  },
  { check: 'reduce-only', what: 'a second exit', intent: exit, context: { ...held, pendingExitQuantity: 1 } },
  { check: 'stale-quote', what: 'an old price', context: { lastPriceTime: soundTime - 60_001 } },
  { check: 'stale-quote', what: 'a price from the future', context: { lastPriceTime: soundTime + 1001 } },
  { check: 'stale-quote', what: 'no price', context: { lastPrice: 0, lastPriceTime: 0 } },
  { check: 'decision-time', what: 'a decision from the future', intent: { decidedAt: soundTime + 1001 } },
  { check: 'decision-time', what: 'an old decision', intent: { decidedAt: soundTime - 60_001 } },
  { check: 'price-collar', what: 'a price spike', context: { lastPrice: 5000 } },
  { check: 'price-collar', what: 'a limit far away', intent: { type: 'limit', limitPrice: decimal('56') } },
  {
    check: 'price-collar',
    what: 'an exit limit far through the market',
    intent: { ...exit, type: 'limit', limitPrice: decimal('1') },
    context: held,
  },
  { check: 'order-rate', what: 'too many orders', context: { ordersInLastMinute: 96 } },
  { check: 'order-rate', what: 'too many exits', intent: exit, context: { ...held, ordersInLastMinute: 120 } },
  {
    check: 'quantity-cap',
    what: 'too many shares',
    intent: { quantity: decimal('1000001'), referencePrice: decimal('0.01') },
    context: { lastPrice: 0.01 },
  },
  { check: 'notional-cap', what: 'too large an order', intent: { quantity: decimal('10001') } },
  { check: 'account-daily-loss', what: 'a bad day', context: { dayPnl: -53_000, equity: 1_000_000 } },
  { check: 'account-drawdown', what: 'a long fall', context: { drawdown: 0.25 } },
  {
    check: 'strategy-daily-loss',
    what: "a strategy's bad day",
    context: { strategyEquity: 90_000, strategyDayPnl: -10_000 },
  },
  { check: 'strategy-drawdown', what: "a strategy's long fall", context: { strategyDrawdown: 0.5 } },
  { check: 'buying-power', what: 'an empty account', context: { buyingPower: 4999 } },
  { check: 'gross-leverage', what: 'a full account', context: { grossExposure: 1_996_000 } },
  { check: 'gross-leverage', what: 'an account without equity', context: { equity: -5, dayPnl: 10 } },
  { check: 'symbol-share', what: 'too much of one symbol', context: { symbolExposure: 246_000 } },
  { check: 'sector-share', what: 'too much of one sector', context: { sectorExposure: 496_000 } },
  { check: 'strategy-position-share', what: 'too large a position', context: { strategySymbolExposure: 96_000 } },
  {
    check: 'strategy-position-share',
    what: 'a tighter approval',
    context: { deployment: limits({ maxPositionShare: 0.04 }) },
  },
  { check: 'strategy-leverage', what: 'too much leverage', context: { strategyGrossExposure: 196_000 } },
  { check: 'context', what: 'an account the desk does not know', context: { equity: Number.NaN } },
];

/** Closing orders that must go through where an entry would be refused. */
export const passes: readonly GateCase[] = [
  { check: 'none', what: 'the sound entry' },
  { check: 'none', what: 'an exit', intent: exit, context: held },
  { check: 'none', what: 'an exit while paused', intent: exit, context: held, level: 'paused' },
  { check: 'none', what: 'an exit while flattened', intent: exit, context: held, level: 'flattened' },
  {
    check: 'none',
    what: 'a flatten without approval, price, rate or account, in a frozen symbol',
    intent: { ...exit, purpose: 'flatten', approvalHash: null },
    context: {
      ...held,
      lastPrice: 0,
      lastPriceTime: 0,
      ordersInLastMinute: 9999,
      equity: Number.NaN,
      frozen: 'unknown',
    },
    level: 'flattened',
  },
  {
    check: 'none',
    what: 'an exit after the approval expired, of a draining deployment, on a bad day',
    intent: exit,
    context: {
      ...held,
      wallNow: soundTime * 2,
      dayPnl: -900_000,
      drawdown: 0.9,
      deployment: { ...soundContext.deployment!, status: 'draining' },
    },
  },
  {
    check: 'none',
    what: 'a protective stop beside a pending exit',
    intent: { ...exit, purpose: 'stop-loss', type: 'stop', stopPrice: decimal('45') },
    context: { ...held, pendingExitQuantity: 100 },
  },
];
