/** The order book of record: what was wanted, sent, filled and is unknown; a function of its records and nothing else. */
import Big from 'big.js';
import { addDecimal, compareDecimal, decimal } from '../../../shared/core/decimal.ts';
import type { Fill } from '../../../shared/domain/fill.ts';
import { type Order, type OrderIntent, type OrderStatus, terminalStatuses } from '../../../shared/domain/order.ts';
import { isProtective, type SubmitPlan } from '../../brokers/broker.ts';
import type { OrderDeskEvent, PlacedBy } from '../../kernel/order-ports.ts';
import { type CashEntry, createLedger, type Ledger } from './ledger.ts';
import { type OrderEvent, transitions } from './transitions.ts';

/** What the book is made of; written down in this order, and read back in this order after a restart. */
export type BookRecord =
  | {
      readonly kind: 'intent';
      readonly intent: OrderIntent;
      readonly by: PlacedBy;
      readonly plan: SubmitPlan;
      readonly at: number;
    }
  | {
      readonly kind: 'event';
      readonly clientOrderId: string;
      readonly event: OrderEvent;
      readonly brokerOrderId: string | null;
      readonly reason: string | null;
      readonly at: number;
    }
  | { readonly kind: 'fill'; readonly fill: Fill }
  | { readonly kind: 'cash'; readonly entry: CashEntry }
  | { readonly kind: 'freeze'; readonly symbol: string; readonly reason: string }
  | { readonly kind: 'thaw'; readonly symbol: string };

export interface BookRow {
  order: Order;
  readonly by: PlacedBy;
  readonly plan: SubmitPlan;
  /** Quantity times price of the fills. */
  traded: Big;
}

export interface OrderBook {
  /** Changes the book; answers what the world should hear. Never throws on what a broker says. */
  apply(record: BookRecord): readonly OrderDeskEvent[];
  has(clientOrderId: string): boolean;
  row(clientOrderId: string): Readonly<BookRow> | undefined;
  /** Orders without an end, oldest first. */
  open(): readonly Readonly<BookRow>[];
  /** Why a symbol stands still, or null. */
  frozen(symbol: string): string | null;
  /** Symbols frozen by a conflict: they wait for a clean reconcile. */
  conflicts(): readonly string[];
  executed(executionId: string): boolean;
  /** Fills that came again with the same id and content. */
  duplicateFills(): number;
  readonly ledger: Ledger;
}

const zero = decimal(0);
/** Deployment under which fills are kept that no order of ours explains. */
export const externalDeployment = 'external';

/** Creates an empty book. */
export function createOrderBook(): OrderBook {
  const ledger = createLedger();
  const rows = new Map<string, BookRow>();
  const openRows = new Map<string, BookRow>();
  const executions = new Map<string, string>();
  const cashEntries = new Set<string>();
  const conflicts = new Map<string, string>();
  let duplicates = 0;

  const freeze = (symbol: string, title: string, text: string, out: OrderDeskEvent[]): void => {
    conflicts.set(symbol, text);
    out.push({ kind: 'alert', severity: 'critical', title: `${title}: ${symbol}`, text });
  };

  const change = (row: BookRow, part: Partial<Order>, at: number, out: OrderDeskEvent[]): void => {
    row.order = { ...row.order, ...part, updatedAt: at };
    const { clientOrderId } = row.order.intent;
    if (terminalStatuses.includes(row.order.status)) openRows.delete(clientOrderId);
    else openRows.set(clientOrderId, row);
    out.push({ kind: 'order', by: row.by, order: row.order });
  };

  const step = (
    row: BookRow,
    event: OrderEvent,
    more: { brokerOrderId?: string | null; reason?: string | null; part?: Partial<Order> },
    at: number,
    out: OrderDeskEvent[],
  ): void => {
    const { order } = row;
    const next = transitions[order.status][event];
    const part: { -readonly [K in keyof Order]?: Order[K] } = { ...more.part };
    if (more.brokerOrderId) part.brokerOrderId = more.brokerOrderId;
    if (more.reason) part.reason = more.reason.slice(0, 400);
    let status: OrderStatus = order.status;
    if (next === 'illegal') {
      const text = `Order ${order.intent.clientOrderId} is ${order.status}, and the broker reports "${event}".`;
      freeze(order.intent.symbol, 'Order conflict', text, out);
      // The fills counted all the same: what is complete is filled, whatever it was called before.
      if (event === 'complete-fill') status = 'filled';
      part.reason = text.slice(0, 400);
    } else {
      const filled = compareDecimal(part.filledQuantity ?? order.filledQuantity, zero) > 0;
      status = next === 'working' && filled ? 'partially-filled' : next;
    }
    if (status === 'unknown' && order.status !== 'unknown')
      out.push({
        kind: 'alert',
        severity: 'warning',
        title: `Order of unknown fate: ${order.intent.symbol}`,
        text: `It may have reached the broker: ${more.reason ?? 'no answer'}. The symbol is frozen while it is looked up.`,
      });
    const same = status === order.status && Object.entries(part).every(([k, v]) => order[k as keyof Order] === v);
    if (!same) change(row, { ...part, status }, at, out);
  };

  const applyFill = (fill: Fill, out: OrderDeskEvent[]): void => {
    const content = `${fill.clientOrderId} ${fill.side} ${fill.quantity} ${fill.price}`;
    const known = executions.get(fill.executionId);
    if (known !== undefined) {
      if (known === content) duplicates++;
      else
        freeze(
          fill.symbol,
          'Fill conflict',
          `Execution ${fill.executionId} came twice with different content: "${known}" and "${content}".`,
          out,
        );
      return;
    }
    executions.set(fill.executionId, content);
    ledger.fill(fill);
    const row = rows.get(fill.clientOrderId);
    if (!row) {
      freeze(
        fill.symbol,
        'External fill',
        `A fill of ${fill.quantity} at ${fill.price} belongs to no order of this desk; it is in the books.`,
        out,
      );
      out.push({ kind: 'fill', by: 'D3', fill });
      return;
    }
    const { intent } = row.order;
    const filledQuantity = addDecimal(row.order.filledQuantity, fill.quantity);
    row.traded = row.traded.plus(new Big(fill.quantity).times(fill.price));
    const averagePrice = decimal(row.traded.div(filledQuantity).round(12, Big.roundHalfEven).toFixed());
    const compared = compareDecimal(filledQuantity, intent.quantity);
    if (compared > 0)
      freeze(
        fill.symbol,
        'Overfill',
        `${filledQuantity} of ${intent.quantity} ordered were filled; the book follows the broker.`,
        out,
      );
    out.push({ kind: 'fill', by: row.by, fill });
    step(
      row,
      compared >= 0 ? 'complete-fill' : 'partial-fill',
      { part: { filledQuantity, averagePrice } },
      fill.filledAt,
      out,
    );
  };

  return {
    ledger,
    apply(record) {
      const out: OrderDeskEvent[] = [];
      switch (record.kind) {
        case 'intent': {
          const id = record.intent.clientOrderId;
          if (rows.has(id)) break; // read twice: the first one counts
          const order: Order = {
            intent: record.intent,
            status: 'intended',
            brokerOrderId: null,
            filledQuantity: zero,
            averagePrice: null,
            reason: null,
            updatedAt: record.at,
          };
          const row: BookRow = { order, by: record.by, plan: record.plan, traded: new Big(0) };
          rows.set(id, row);
          openRows.set(id, row);
          out.push({ kind: 'intent', by: record.by, intent: record.intent });
          break;
        }
        case 'event': {
          const row = rows.get(record.clientOrderId);
          if (row) step(row, record.event, record, record.at, out);
          break;
        }
        case 'fill':
          applyFill(record.fill, out);
          break;
        case 'cash':
          if (cashEntries.has(record.entry.entryId)) break;
          cashEntries.add(record.entry.entryId);
          ledger.cash(record.entry);
          break;
        case 'freeze':
          freeze(record.symbol, 'Symbol frozen', record.reason, out);
          break;
        case 'thaw':
          conflicts.delete(record.symbol);
          break;
      }
      return out;
    },
    has: (clientOrderId) => rows.has(clientOrderId),
    row: (clientOrderId) => rows.get(clientOrderId),
    open: () => [...openRows.values()],
    frozen(symbol) {
      const conflict = conflicts.get(symbol);
      if (conflict !== undefined) return conflict;
      for (const { order } of openRows.values())
        if (order.status === 'unknown' && order.intent.symbol === symbol)
          return `the fate of order ${order.intent.clientOrderId} is not known.`;
      return null;
    },
    conflicts: () => [...conflicts.keys()],
    executed: (executionId) => executions.has(executionId),
    duplicateFills: () => duplicates,
  };
}

/** Quantity of an order that may still fill. */
export const remainingOf = (order: Order): number =>
  Math.max(0, Number(order.intent.quantity) - Number(order.filledQuantity));

/** Unfilled quantity of closing orders that are not resting protection. */
export function pendingExits(open: readonly Readonly<BookRow>[], deploymentId: string, symbol: string): number {
  let sum = 0;
  for (const { order } of open) {
    const { intent } = order;
    if (intent.reduceOnly && !isProtective(intent) && intent.deploymentId === deploymentId && intent.symbol === symbol)
      sum += remainingOf(order);
  }
  return sum;
}
