/** The simulated broker: the paper account. Its truth is its own; the desk must agree with it, not the other way round. */

import { decimal, roundDecimal, subtractDecimal } from '../../../shared/core/decimal.ts';
import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import type { Bar } from '../../../shared/domain/bar.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import { type Broker, type BrokerEvent, type BrokerOrder, type CancelOutcome, isProtective } from '../broker.ts';
import type { BrokerDefinition, BrokerParts } from '../definition.ts';
import type { PartEvent, PartOrder } from '../matching-part.ts';
import type { TruthOrder } from './truth.ts';
import { createTruthBook } from './truth-book.ts';

/** Places of fill prices and of fees. */
const pricePlaces = 6;
const feePlaces = 4;
/** Buying power is a multiple of equity, as under a 50 % initial margin. */
const marginMultiple = 2;

const partOrder = (order: TruthOrder): PartOrder => {
  const { intent } = order;
  return {
    id: intent.clientOrderId,
    symbol: intent.symbol,
    side: intent.side,
    type: intent.type,
    timeInForce: intent.timeInForce,
    quantity: Number(subtractDecimal(intent.quantity, order.filledQuantity)),
    limitPrice: intent.limitPrice === null ? null : Number(intent.limitPrice),
    stopPrice: intent.stopPrice === null ? null : Number(intent.stopPrice),
    trailBps: intent.trailBps,
    reduceOnly: intent.reduceOnly,
    decidedAt: intent.decidedAt,
    book: intent.deploymentId,
    ocoGroup: order.ocoGroup,
    parentId: order.parentOrderId,
  };
};

const viewOf = (order: TruthOrder): BrokerOrder => ({
  clientOrderId: order.intent.clientOrderId,
  brokerOrderId: order.brokerOrderId,
  symbol: order.intent.symbol,
  side: order.intent.side,
  quantity: order.intent.quantity,
  filledQuantity: order.filledQuantity,
  status: order.status,
  reason: order.reason,
});

const open = (order: TruthOrder): boolean => order.status === 'working' || order.status === 'partially-filled';

/** Opens the paper account; `openingCash` counts only when no truth was saved before. */
export function openSimulated(parts: BrokerParts, openingCash = decimal(1_000_000)): Result<Broker> {
  const loaded = createTruthBook(parts.state, openingCash);
  if (!loaded.ok) return loaded;
  const truth = loaded.value;
  const listeners = new Set<(event: BrokerEvent) => void>();
  const emit = (event: BrokerEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };

  /** Notional opened by fills of the bar that is being met: they are not in the truth before it is over. */
  let opening = 0;
  const admit = (order: PartOrder, price: number, quantity: number): number => {
    if (order.reduceOnly) return quantity;
    const held = engine.positionOf(order.symbol, order.book);
    const against = held * (order.side === 'buy' ? 1 : -1) < 0 ? Math.abs(held) : 0;
    const power = truth.equity() * marginMultiple - truth.grossExposure() - opening;
    const notional = Math.max(0, quantity - against) * price;
    if (notional > power) return against;
    opening += notional;
    return quantity;
  };
  const engine = parts.matching(admit);
  // Put the truth back to work: parents first, so that children find them.
  for (const position of truth.positions())
    engine.adoptPosition(position.symbol, Number(position.quantity), position.deploymentId);
  for (const order of truth.orders()) if (open(order)) engine.submit(partOrder(order));

  /** Books what the market did, saves, then tells. */
  const settle = (events: readonly PartEvent[]): void => {
    opening = 0;
    const told: BrokerEvent[] = [];
    for (const event of events) {
      const order = truth.find(event.orderId);
      if (!order) continue;
      if (event.kind === 'fill') {
        const quantity = decimal(event.quantity);
        const price = roundDecimal(event.price, pricePlaces);
        const execution = truth.execute(order, {
          quantity,
          price,
          fees: roundDecimal(Math.max(0, event.fee), feePlaces),
          slippageBps: event.slippageBps,
          at: event.time,
          // A reduce-only order may be complete below its size: the position was smaller.
          complete: event.remaining <= 0,
        });
        told.push({ kind: 'execution', execution });
      } else truth.end(order, event.kind, event.reason);
      told.push({ kind: 'order', order: viewOf(order), at: event.time });
    }
    if (told.length === 0) return;
    truth.save();
    for (const event of told) emit(event);
  };

  const cancelOne = (order: TruthOrder, reason: string): CancelOutcome => {
    if (!open(order)) return { kind: 'closed', status: order.status };
    settle(engine.cancel(order.intent.clientOrderId, reason, parts.now()));
    return { kind: 'requested' };
  };

  /** Between two bars the last price is the market: an order to flatten meets it at once. */
  const meetLastPrice = (order: TruthOrder): void => {
    const { symbol, deploymentId } = order.intent;
    const last = truth.price(symbol);
    if (!last) return;
    const point = parts.matching(() => Number.POSITIVE_INFINITY);
    const held = engine.positionOf(symbol, deploymentId);
    point.adoptPosition(symbol, held, deploymentId);
    point.submit({ ...partOrder(order), decidedAt: last.at });
    const at = { openTime: last.at, closeTime: last.at, volume: Number.NaN };
    const events = point.onBar({
      symbol,
      ...at,
      open: last.price,
      high: last.price,
      low: last.price,
      close: last.price,
    });
    const left = point.positionOf(symbol, deploymentId);
    engine.adoptPosition(symbol, left, deploymentId);
    engine.cancel(order.intent.clientOrderId);
    settle(events);
    if (left !== 0) return;
    for (const other of truth.orders())
      if (
        open(other) &&
        other.intent.reduceOnly &&
        other.intent.symbol === symbol &&
        other.intent.deploymentId === deploymentId
      )
        cancelOne(other, 'the position is closed');
  };

  const payDividend = (bar: Bar): void => {
    for (const cash of truth.payDividend(bar)) emit({ kind: 'cash', cash });
  };

  const wait = async (): Promise<void> => {
    if (parts.latency) await parts.latency();
  };

  return ok({
    id: 'simulated',
    environment: parts.environment,
    async submit(approved, plan = {}) {
      await wait();
      const refusal = (intent: OrderIntent): string | undefined => {
        if (intent.environment !== parts.environment) return `this account is ${parts.environment}`;
        if (truth.find(intent.clientOrderId)) return `order ${intent.clientOrderId} exists already`;
        return undefined;
      };
      const reason = refusal(approved.intent);
      if (reason !== undefined) return { kind: 'rejected', reason };
      const refused = parts.redeem(approved);
      if (refused) return { kind: 'refused', refused };
      const order = truth.take(approved.intent, plan);
      engine.submit(partOrder(order));
      truth.save();
      emit({ kind: 'order', order: viewOf(order), at: parts.now() });
      if (order.intent.purpose === 'flatten' && order.intent.type === 'market') meetLastPrice(order);
      return { kind: 'accepted', brokerOrderId: order.brokerOrderId };
    },
    async cancel(clientOrderId) {
      await wait();
      const order = truth.find(clientOrderId);
      return order ? cancelOne(order, 'asked for') : { kind: 'not-found' };
    },
    async cancelAll({ keepProtective }) {
      await wait();
      const wanted = truth.orders().filter((o) => open(o) && !(keepProtective && isProtective(o.intent)));
      return wanted.map((o) => ({
        clientOrderId: o.intent.clientOrderId,
        outcome: cancelOne(o, 'all orders cancelled'),
      }));
    },
    async positions() {
      await wait();
      return truth.netPositions();
    },
    async openOrders() {
      await wait();
      return truth.orders().filter(open).map(viewOf);
    },
    async orderByClientId(clientOrderId) {
      await wait();
      const order = truth.find(clientOrderId);
      return order ? viewOf(order) : undefined;
    },
    async executions(since) {
      await wait();
      return truth.executions().filter((e) => e.at >= since);
    },
    async account() {
      await wait();
      return { currency: 'USD', cash: truth.cash() };
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async meetBar(bar) {
      payDividend(bar);
      const events = engine.onBar(bar);
      truth.mark(bar.symbol, bar.close, bar.closeTime);
      settle(events);
    },
    async close() {
      truth.save();
      listeners.clear();
    },
  });
}

export const simulatedBroker: BrokerDefinition = {
  id: 'simulated',
  name: 'Simulated broker',
  environments: ['paper'],
  secrets: [],
  open: async (parts) =>
    parts.environment === 'paper'
      ? openSimulated(parts)
      : refuse('wrong-environment', `The simulated broker is for paper, not for ${parts.environment}.`),
};
