/** Reconciling: the book against the broker; what can be adopted is, what cannot freezes its symbol and is shown. */
import { addDecimal, compareDecimal, decimal, subtractDecimal } from '../../../shared/core/decimal.ts';
import type { DecimalText } from '../../../shared/core/units.ts';
import type { Fill } from '../../../shared/domain/fill.ts';
import type { Environment } from '../../../shared/domain/order.ts';
import { terminalStatuses } from '../../../shared/domain/order.ts';
import type { Broker, BrokerExecution, BrokerOrder, BrokerOrderStatus, BrokerPosition } from '../../brokers/broker.ts';
import type { ReconcileDifference } from '../../kernel/order-ports.ts';
import { type BookRecord, externalDeployment, type OrderBook } from './order-book.ts';
import type { OrderEvent } from './transitions.ts';

/** What a broker's status means to an order; `filled` says nothing of itself: the executions do. */
export const eventOfStatus: Readonly<Record<BrokerOrderStatus, OrderEvent>> = {
  working: 'accept',
  'partially-filled': 'accept',
  filled: 'accept',
  cancelled: 'cancelled',
  rejected: 'reject',
  expired: 'expire',
};

/** The record of an execution, with what only the desk knows about its order. */
export function fillOf(book: OrderBook, execution: BrokerExecution, environment: Environment): Fill {
  const intent = book.row(execution.clientOrderId)?.order.intent;
  const { at, ...rest } = execution;
  return {
    ...rest,
    deploymentId: intent?.deploymentId ?? externalDeployment,
    strategyId: intent?.strategyId ?? externalDeployment,
    environment,
    filledAt: at,
  };
}

/** The record of what a broker says about an order of ours; undefined when it says nothing new. */
export function statusRecord(book: OrderBook, seen: BrokerOrder, at: number): BookRecord | undefined {
  const row = book.row(seen.clientOrderId);
  if (!row) return undefined;
  // A filled order whose executions are all booked ends by them; an end that is known needs no repeat.
  if (seen.status === 'filled' && row.order.status === 'filled') return undefined;
  return {
    kind: 'event',
    clientOrderId: seen.clientOrderId,
    event: eventOfStatus[seen.status],
    brokerOrderId: seen.brokerOrderId,
    reason: seen.reason,
    at,
  };
}

export interface ReconcileResult {
  readonly differences: readonly ReconcileDifference[];
  /** Orders the broker does not know though they may have been sent: to be looked up. */
  readonly lost: readonly string[];
}

/** Runs one pass. `write` applies and stores a record. */
export async function reconcile(options: {
  readonly book: OrderBook;
  readonly broker: Broker;
  readonly environment: Environment;
  readonly now: number;
  readonly write: (record: BookRecord) => void;
  /** Orders on their way at this moment: one the broker does not have yet is not lost. */
  readonly sending: ReadonlySet<string>;
}): Promise<ReconcileResult> {
  const { book, broker, environment, now, write, sending } = options;
  const differences: ReconcileDifference[] = [];
  const lost: string[] = [];

  for (const execution of await broker.executions(0)) {
    if (book.executed(execution.executionId)) continue;
    const ours = book.has(execution.clientOrderId);
    write({ kind: 'fill', fill: fillOf(book, execution, environment) });
    differences.push({
      kind: ours ? 'missed-fill' : 'external-order',
      symbol: execution.symbol,
      clientOrderId: execution.clientOrderId,
      book: 'nothing',
      broker: `${execution.side} ${execution.quantity} at ${execution.price}`,
      action: ours ? 'adopted' : 'frozen',
    });
  }

  for (const { order } of book.open()) {
    const { clientOrderId, symbol } = order.intent;
    const seen = await broker.orderByClientId(clientOrderId);
    if (!seen) {
      if (sending.has(clientOrderId)) continue;
      lost.push(clientOrderId);
      differences.push({
        kind: 'order-lost',
        symbol,
        clientOrderId,
        book: order.status,
        broker: 'not found',
        action: 'frozen',
      });
      continue;
    }
    const before = order.status;
    const record = statusRecord(book, seen, now);
    if (record) write(record);
    const after = book.row(clientOrderId)?.order.status ?? before;
    if (after !== before)
      differences.push({
        kind: 'order-status',
        symbol,
        clientOrderId,
        book: before,
        broker: seen.status,
        action: 'adopted',
      });
  }

  for (const seen of await broker.openOrders()) {
    const row = book.row(seen.clientOrderId);
    if (row && !terminalStatuses.includes(row.order.status)) continue;
    const known = row ? row.order.status : 'unknown to the desk';
    write({
      kind: 'freeze',
      symbol: seen.symbol,
      reason: `Order ${seen.clientOrderId} is open at the broker and ${known} here.`,
    });
    const { symbol, clientOrderId } = seen;
    differences.push({
      kind: 'external-order',
      symbol,
      clientOrderId,
      book: known,
      broker: seen.status,
      action: 'frozen',
    });
  }

  const wrong = comparePositions(book, await broker.positions());
  for (const { symbol, ours, theirs } of wrong) {
    write({ kind: 'freeze', symbol, reason: `The desk holds ${ours}, the broker ${theirs}.` });
    differences.push({ kind: 'position', symbol, clientOrderId: null, book: ours, broker: theirs, action: 'frozen' });
  }
  // What stood still for a conflict and now agrees may move again.
  const still = new Set(differences.filter((d) => d.action === 'frozen').map((d) => d.symbol));
  for (const symbol of book.conflicts()) if (!still.has(symbol)) write({ kind: 'thaw', symbol });
  return { differences, lost };
}

/** Net positions that differ, by symbol. */
export function comparePositions(
  book: OrderBook,
  theirs: readonly BrokerPosition[],
): readonly { readonly symbol: string; readonly ours: DecimalText; readonly theirs: DecimalText }[] {
  const zero = decimal(0);
  const net = new Map<string, DecimalText>();
  for (const p of book.ledger.positions()) net.set(p.symbol, addDecimal(net.get(p.symbol) ?? zero, p.quantity));
  const at = new Map(theirs.map((p) => [p.symbol, p.quantity]));
  const symbols = [...new Set([...net.keys(), ...at.keys()])].sort();
  return symbols
    .map((symbol) => ({ symbol, ours: net.get(symbol) ?? zero, theirs: at.get(symbol) ?? zero }))
    .filter(({ ours, theirs: other }) => compareDecimal(subtractDecimal(ours, other), zero) !== 0);
}
