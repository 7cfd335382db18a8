/** Keeps the simulated broker's truth in exact decimals and writes it down. */
import { addDecimal, compareDecimal, decimal, multiplyDecimal, subtractDecimal } from '../../../shared/core/decimal.ts';
import { ok, type Result, refuse } from '../../../shared/core/result.ts';
import type { DecimalText } from '../../../shared/core/units.ts';
import type { Bar } from '../../../shared/domain/bar.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import type { BrokerCash, BrokerExecution, BrokerPosition, SubmitPlan } from '../broker.ts';
import type { BrokerStatePort } from '../definition.ts';
import { kept, type Truth, type TruthOrder, truthSchema } from './truth.ts';

export interface TruthBook {
  find(clientOrderId: string): TruthOrder | undefined;
  /** In the order they were taken. */
  orders(): readonly TruthOrder[];
  executions(): readonly BrokerExecution[];
  take(intent: OrderIntent, plan: SubmitPlan): TruthOrder;
  execute(
    order: TruthOrder,
    fill: Pick<BrokerExecution, 'quantity' | 'price' | 'fees' | 'slippageBps' | 'at'> & { readonly complete: boolean },
  ): BrokerExecution;
  end(order: TruthOrder, status: 'cancelled' | 'expired' | 'rejected', reason: string): void;
  mark(symbol: string, price: number, at: number): void;
  price(symbol: string): { readonly price: number; readonly at: number } | undefined;
  positions(): readonly { readonly deploymentId: string; readonly symbol: string; readonly quantity: DecimalText }[];
  netPositions(): readonly BrokerPosition[];
  cash(): DecimalText;
  equity(): number;
  grossExposure(): number;
  payDividend(bar: Bar): readonly BrokerCash[];
  save(): void;
}

const zero = decimal(0);
const isOpen = (order: TruthOrder): boolean => order.status === 'working' || order.status === 'partially-filled';

/** Loads the truth, or begins one with cash. A text that cannot be read refuses: a forgotten position is worse than no start. */
export function createTruthBook(state: BrokerStatePort, openingCash: DecimalText): Result<TruthBook> {
  const stored = state.load();
  let truth: Truth = {
    schema: 1,
    cash: openingCash,
    nextOrder: 1,
    nextExecution: 1,
    orders: [],
    executions: [],
    positions: [],
    prices: [],
    paid: [],
  };
  if (stored !== undefined) {
    try {
      truth = truthSchema.parse(JSON.parse(stored));
    } catch {
      return refuse('broker-state-unreadable', 'The saved state of the simulated broker cannot be read.', {
        fix: 'Restore it from a backup, or remove it to open a new paper account.',
      });
    }
  }
  const orders = new Map(truth.orders.map((o) => [o.intent.clientOrderId, o]));
  let executions = truth.executions;
  let { cash, nextOrder, nextExecution } = truth;
  const positions = new Map(truth.positions.map((p) => [`${p.deploymentId}\n${p.symbol}`, p]));
  const prices = new Map(truth.prices.map((p) => [p.symbol, p]));
  const paid = new Set(truth.paid);

  const held = (): Truth['positions'] => [...positions.values()].filter((p) => compareDecimal(p.quantity, zero) !== 0);
  const value = (absolute: boolean): number => {
    let sum = 0;
    for (const p of held()) {
      const worth = Number(p.quantity) * (prices.get(p.symbol)?.price ?? 0);
      sum += absolute ? Math.abs(worth) : worth;
    }
    return sum;
  };
  /** Forgets the oldest closed orders and executions. */
  const trim = (): void => {
    let surplus = orders.size - kept.orders;
    for (const [id, order] of orders) {
      if (surplus <= 0) break;
      if (isOpen(order)) continue;
      orders.delete(id);
      surplus--;
    }
    if (executions.length > kept.executions) executions = executions.slice(-kept.executions);
    for (const mark of paid) {
      if (paid.size <= kept.paid) break;
      paid.delete(mark);
    }
  };

  const save = (): void => {
    trim();
    state.save(
      JSON.stringify({
        schema: 1,
        cash,
        nextOrder,
        nextExecution,
        orders: [...orders.values()],
        executions,
        positions: held(),
        prices: [...prices.values()],
        paid: [...paid],
      } satisfies Truth),
    );
  };

  return ok({
    find: (clientOrderId) => orders.get(clientOrderId),
    orders: () => [...orders.values()],
    executions: () => executions,
    take(intent, plan) {
      const order: TruthOrder = {
        intent: { ...intent },
        brokerOrderId: `sim-${nextOrder++}`,
        parentOrderId: plan.parentOrderId ?? null,
        ocoGroup: plan.ocoGroup ?? null,
        filledQuantity: zero,
        status: 'working',
        reason: null,
      };
      orders.set(intent.clientOrderId, order);
      return order;
    },
    execute(order, { complete, ...fill }) {
      const { symbol, side, deploymentId, clientOrderId } = order.intent;
      const execution: BrokerExecution = {
        executionId: `sim-x${nextExecution++}`,
        clientOrderId,
        symbol,
        side,
        ...fill,
      };
      executions.push(execution);
      order.filledQuantity = addDecimal(order.filledQuantity, fill.quantity);
      const whole = compareDecimal(order.filledQuantity, order.intent.quantity) >= 0;
      order.status = whole ? 'filled' : complete ? 'cancelled' : 'partially-filled';
      if (!whole && complete) order.reason = 'the position was smaller than the order';
      const signed = side === 'buy' ? fill.quantity : subtractDecimal(zero, fill.quantity);
      cash = subtractDecimal(subtractDecimal(cash, multiplyDecimal(signed, fill.price)), fill.fees);
      const key = `${deploymentId}\n${symbol}`;
      const before = positions.get(key)?.quantity ?? zero;
      positions.set(key, { deploymentId, symbol, quantity: addDecimal(before, signed) });
      return execution;
    },
    end(order, status, reason) {
      order.status = status;
      order.reason = reason;
    },
    mark(symbol, price, at) {
      prices.set(symbol, { symbol, price, at });
    },
    price: (symbol) => prices.get(symbol),
    positions: held,
    netPositions() {
      const net = new Map<string, DecimalText>();
      for (const p of held()) net.set(p.symbol, addDecimal(net.get(p.symbol) ?? zero, p.quantity));
      return [...net]
        .filter(([, q]) => compareDecimal(q, zero) !== 0)
        .map(([symbol, quantity]) => ({ symbol, quantity }));
    },
    cash: () => cash,
    equity: () => Number(cash) + value(false),
    grossExposure: () => value(true),
    payDividend(bar) {
      const mark = `${bar.symbol}@${bar.openTime}`;
      if (!(bar.dividend > 0) || paid.has(mark)) return [];
      paid.add(mark);
      const out: BrokerCash[] = [];
      for (const p of held()) {
        if (p.symbol !== bar.symbol) continue;
        const amount = multiplyDecimal(p.quantity, decimal(bar.dividend));
        cash = addDecimal(cash, amount);
        const entryId = `sim-d${mark}/${p.deploymentId}`;
        out.push({ entryId, symbol: bar.symbol, deploymentId: p.deploymentId, amount, at: bar.openTime });
      }
      if (out.length > 0) save();
      return out;
    },
    save,
  });
}
