/** The matching engine by name: orders, bars and events as objects over the order table. History and paper use the same rules. */
import { invariant } from '../../../shared/core/assert.ts';
import { eventKinds } from './events.ts';
import { Matcher } from './matcher.ts';
import { buy, forces, kinds, reduceOnly, sell, states } from './order-table.ts';
import { reasonText } from './reasons.ts';
import { triggerPrice } from './touch.ts';
import type {
  FillPlace,
  MatchEnd,
  MatchEvent,
  MatchFill,
  MatchingEngine,
  MatchingOptions,
  MatchOrder,
  RestingOrder,
} from './types.ts';

const nothing: readonly MatchEvent[] = Object.freeze([]);
const placeNames: readonly FillPlace[] = ['open', 'intrabar', 'close'];
const endNames = ['expired', 'expired', 'cancelled', 'rejected'] as const;

/** Creates an empty engine. See README.md of this folder for the rules in words. */
export function createMatchingEngine(options: MatchingOptions): MatchingEngine {
  const { slippageBps, random, lotSize, admit, onFill } = options;
  const symbolNames: string[] = [];
  const symbols = new Map<string, number>();
  const positions = new Map<string, Map<string, number>>();
  const groups = new Map<string, number>();
  let nextPosition = 0;
  let nextGroup = 1;
  const byId = new Map<string, number>();
  /** The order of each slot. */
  const orders: MatchOrder[] = [];

  const matcher = new Matcher({
    intrabar: options.intrabar,
    participation: options.participation === undefined ? 0.1 : options.participation,
    slippage: random === undefined ? () => slippageBps : () => 2 * random.next() * slippageBps,
    fees: options.commission,
    lot: (symbol) => (lotSize === undefined ? 1 : lotSize(symbolNames[symbol] as string)),
    priceDecimals: options.priceDecimals,
    slippageInBar: false,
    halfSpread: 0,
    fixedSlippageBps: random === undefined ? slippageBps : undefined,
    hasFees: true,
    dropsRest: false,
    ...(onFill && {
      filled: (event: number) => {
        const fill = fillOf(event);
        given[event] = fill;
        onFill(fill);
      },
    }),
    ...(admit && {
      admit: (slot: number, price: number, quantity: number) => admit(orders[slot] as MatchOrder, price, quantity),
    }),
  });
  const { table, events: e } = matcher;

  const symbolOf = (name: string): number => {
    let symbol = symbols.get(name);
    if (symbol === undefined) {
      symbol = symbolNames.push(name) - 1;
      symbols.set(name, symbol);
      table.book(symbol);
    }
    return symbol;
  };
  const positionIndex = (symbol: string, book = ''): number => {
    let bySymbol = positions.get(book);
    if (bySymbol === undefined) {
      bySymbol = new Map();
      positions.set(book, bySymbol);
    }
    let index = bySymbol.get(symbol);
    if (index === undefined) {
      index = nextPosition++;
      bySymbol.set(symbol, index);
      matcher.setPosition(index, 0);
    }
    return index;
  };
  const groupOf = (name: string): number => {
    let group = groups.get(name);
    if (group === undefined) {
      group = nextGroup++;
      groups.set(name, group);
    }
    return group;
  };

  /** Fills of this bar that were told already, by number of the event. */
  const given: MatchFill[] = [];
  const fillOf = (i: number): MatchFill => {
    const order = orders[e.at(i, 'slot')] as MatchOrder;
    return {
      kind: 'fill',
      order,
      orderId: order.id,
      symbol: order.symbol,
      side: order.side,
      quantity: e.at(i, 'quantity'),
      price: e.at(i, 'price'),
      referencePrice: e.at(i, 'reference'),
      slippageBps: e.at(i, 'slippageBps'),
      fee: e.at(i, 'fee'),
      place: placeNames[e.at(i, 'place')] as FillPlace,
      reason: reasonText(e.at(i, 'reason'), e.at(i, 'level')),
      time: e.at(i, 'time'),
      remaining: e.at(i, 'remaining'),
    };
  };

  const take = (): MatchEvent[] => {
    const out: MatchEvent[] = [];
    for (let i = 0; i < e.count; i++) {
      const order = orders[e.at(i, 'slot')] as MatchOrder;
      const reason = reasonText(e.at(i, 'reason'), e.at(i, 'level'));
      const time = e.at(i, 'time');
      if (e.at(i, 'kind') !== eventKinds.fill) {
        const kind = endNames[e.at(i, 'kind')] as MatchEnd['kind'];
        out.push({ kind, order, orderId: order.id, symbol: order.symbol, reason, time, filled: e.at(i, 'filled') });
        byId.delete(order.id);
        continue;
      }
      const fill = given[i] ?? fillOf(i);
      out.push(fill);
      if (fill.remaining <= 0) byId.delete(order.id);
    }
    given.length = 0;
    if (byId.size === 0) groups.clear();
    return out;
  };

  const setPrices = (slot: number, order: MatchOrder): void => {
    table.limit[slot] = order.limitPrice ?? Number.NaN;
    table.stop[slot] = order.stopPrice ?? Number.NaN;
    table.trailShare[slot] = (order.trailBps ?? Number.NaN) / 10_000;
  };

  const view = (slot: number): RestingOrder => ({
    order: orders[slot] as MatchOrder,
    sequence: table.sequence[slot] as number,
    remaining: table.remaining[slot] as number,
    filled: table.filled[slot] as number,
    state: table.state[slot] === states.dormant ? 'dormant' : 'live',
    trailPrice:
      table.kind[slot] === kinds['trailing-stop'] && !Number.isNaN(table.best[slot] as number)
        ? triggerPrice(table, slot)
        : null,
  });

  return {
    submit(order) {
      requireSound(order);
      invariant(!byId.has(order.id), `order ${order.id} is already at rest`);
      const symbol = symbolOf(order.symbol);
      const parent = order.parentId ? byId.get(order.parentId) : undefined;
      const { quantity, decidedAt } = order;
      const side = order.side === 'buy' ? buy : sell;
      const slot = table.enter(symbol, side, kinds[order.type], forces[order.timeInForce], quantity, decidedAt);
      orders[slot] = order;
      byId.set(order.id, slot);
      table.position[slot] = positionIndex(order.symbol, order.book);
      if (order.reduceOnly) table.flags[slot] = reduceOnly;
      if (order.ocoGroup) table.group[slot] = groupOf(order.ocoGroup);
      setPrices(slot, order);
      if (parent !== undefined && table.filled[parent] === 0) {
        table.parent[slot] = parent;
        table.state[slot] = states.dormant;
      } else table.watch(slot);
    },
    cancel(id, reason = 'asked for', time) {
      const slot = byId.get(id);
      if (slot === undefined) return [];
      matcher.cancel(slot, time ?? (table.decidedAt[slot] as number));
      const ends = take().filter((event): event is MatchEnd => event.kind !== 'fill');
      return ends.map((end) => (end.orderId === id ? { ...end, reason } : end));
    },
    replace(id, change) {
      const slot = byId.get(id);
      if (slot === undefined) return false;
      const order: MatchOrder = { ...(orders[slot] as MatchOrder), ...change };
      requireSound(order);
      orders[slot] = order;
      table.quantity[slot] = order.quantity;
      table.remaining[slot] = order.quantity - (table.filled[slot] as number);
      setPrices(slot, order);
      if ((table.remaining[slot] as number) <= 0) {
        matcher.cancel(slot, order.decidedAt);
        take();
      } else table.watch(slot);
      return true;
    },
    onBar(bar) {
      const symbol = symbols.get(bar.symbol);
      if (symbol === undefined) return nothing;
      const { openTime, closeTime, open, high, low, close, volume } = bar;
      matcher.meet(symbol, openTime, closeTime, open, high, low, close, volume);
      return e.count === 0 ? nothing : take();
    },
    hasOrders(symbol) {
      const index = symbols.get(symbol);
      return index !== undefined && matcher.hasOrders(index);
    },
    find(id) {
      const slot = byId.get(id);
      return slot === undefined ? undefined : view(slot);
    },
    orders: (symbol) =>
      [...byId.values()]
        .filter((slot) => symbol === undefined || (orders[slot] as MatchOrder).symbol === symbol)
        .sort((a, b) => (table.sequence[a] as number) - (table.sequence[b] as number))
        .map(view),
    positionOf: (symbol, book) => matcher.position(positionIndex(symbol, book)),
    adoptPosition: (symbol, quantity, book) => matcher.setPosition(positionIndex(symbol, book), quantity),
  };
}

function requireSound(order: MatchOrder): void {
  const priced = (value: number | null | undefined): boolean => typeof value === 'number' && value > 0;
  invariant(order.quantity > 0 && Number.isFinite(order.quantity), `order ${order.id} needs a positive quantity`);
  const { type } = order;
  if (type === 'limit' || type === 'stop-limit')
    invariant(priced(order.limitPrice), `order ${order.id} needs a limit price`);
  if (type === 'stop' || type === 'stop-limit')
    invariant(priced(order.stopPrice), `order ${order.id} needs a stop price`);
  if (type === 'trailing-stop') invariant(priced(order.trailBps), `order ${order.id} needs a trailing distance`);
  if (order.timeInForce === 'cls') {
    invariant(
      type === 'market' || type === 'limit',
      `order ${order.id}: only market and limit orders can wait for the close`,
    );
  }
}
