/** The matching engine: resting orders meet bars by fixed, pessimistic and stated rules; history and paper use the same one. */
import { invariant } from '../../../shared/core/assert.ts';
import { dayMs } from '../../../shared/core/time.ts';
import { type Row, type Touch, touchAtClose, touchAtOpen, touchInside, triggerPrice } from './touch.ts';
import type {
  FillPlace,
  MatchBar,
  MatchEnd,
  MatchEvent,
  MatchingEngine,
  MatchingOptions,
  MatchOrder,
  RestingOrder,
} from './types.ts';

const nothing: readonly MatchEvent[] = Object.freeze([]);
/** A bar at least this long is a session of its own: `day` orders end with it. */
const sessionMs = 4 * 3_600_000;

/** Creates an empty engine. See README.md of this folder for the rules in words. */
export function createMatchingEngine(options: MatchingOptions): MatchingEngine {
  const participation = options.participation === undefined ? 0.1 : options.participation;
  const lotSize = options.lotSize ?? (() => 1);
  const books = new Map<string, Row[]>();
  const byId = new Map<string, Row>();
  const positions = new Map<string, Map<string, number>>();
  let sequence = 0;
  let barNumber = 0;

  const positionOf = (symbol: string, book = ''): number => positions.get(book)?.get(symbol) ?? 0;
  const adoptPosition = (symbol: string, quantity: number, book = ''): void => {
    const held = positions.get(book) ?? new Map<string, number>();
    held.set(symbol, quantity);
    positions.set(book, held);
  };

  const end = (row: Row, kind: MatchEnd['kind'], reason: string, time: number, events: MatchEvent[]): void => {
    if (row.state === 'done') return;
    row.state = 'done';
    byId.delete(row.order.id);
    const { order, filled } = row;
    events.push({ kind, order, orderId: order.id, symbol: order.symbol, reason, time, filled });
    if (filled === 0) {
      for (const child of books.get(order.symbol) ?? []) {
        if (child.state === 'dormant' && child.order.parentId === order.id) {
          end(child, 'cancelled', 'its parent ended without a fill', time, events);
        }
      }
    }
  };

  const sweep = (symbol: string): void => {
    const rows = books.get(symbol);
    if (!rows) return;
    const left = rows.filter((row) => row.state !== 'done');
    if (left.length > 0) books.set(symbol, left);
    else books.delete(symbol);
  };

  const wake = (parent: Row, place: FillPlace, price: number): void => {
    for (const child of books.get(parent.order.symbol) ?? []) {
      if (child.state !== 'dormant' || child.order.parentId !== parent.order.id) continue;
      child.state = 'live';
      child.bestPrice = price;
      if (place !== 'open') child.wokenAt = price;
    }
  };

  /** After a fill: group members shrink or go, and reduce-only orders of a flat position go. */
  const settle = (row: Row, quantity: number, time: number, events: MatchEvent[]): void => {
    const { symbol, book, ocoGroup } = row.order;
    const flat = positionOf(symbol, book) === 0;
    for (const other of books.get(symbol) ?? []) {
      if (other === row || other.state !== 'live') continue;
      if (flat && other.order.reduceOnly && (other.order.book ?? '') === (book ?? '')) {
        end(other, 'cancelled', 'the position is closed', time, events);
      } else if (ocoGroup && other.order.ocoGroup === ocoGroup) {
        other.remaining -= quantity;
        if (row.remaining <= 0 || other.remaining <= 0)
          end(other, 'cancelled', 'another order of its group filled', time, events);
      }
    }
  };

  /** Takes what the touch offers; returns the volume left on this bar. */
  const take = (
    row: Row,
    touch: Touch,
    place: FillPlace,
    bar: MatchBar,
    budget: number,
    events: MatchEvent[],
  ): number => {
    const { order } = row;
    const time = place === 'open' ? bar.openTime : bar.closeTime;
    const sign = order.side === 'buy' ? 1 : -1;
    const held = positionOf(order.symbol, order.book);
    let wanted = row.remaining;
    if (order.reduceOnly) {
      const reducible = -sign * held;
      if (reducible <= 0) {
        end(row, 'cancelled', 'there is no position to reduce', time, events);
        return budget;
      }
      wanted = Math.min(wanted, reducible);
    }
    if (touch.takes && order.type !== 'market') row.triggered = true;
    let quantity = wanted;
    if (quantity > budget) {
      const lot = lotSize(order.symbol);
      quantity = Math.floor(budget / lot + 1e-9) * lot;
      row.cappedOn = barNumber;
      if (quantity <= 0) return budget;
    }
    const slip = touch.takes ? (options.random ? 2 * options.random.next() : 1) * options.slippageBps : 0;
    let price = touch.price * (1 + (sign * slip) / 10_000);
    if (options.priceDecimals !== undefined) price = Number(price.toFixed(options.priceDecimals));
    if (options.admit) {
      quantity = Math.min(quantity, options.admit(order, price, quantity));
      if (!(quantity > 0)) {
        end(row, 'rejected', 'not enough buying power at the fill', time, events);
        return budget;
      }
    }
    row.filled += quantity;
    row.notional += quantity * price;
    row.remaining -= quantity;
    // A reduce-only order whose whole position is gone has nothing left to do, whatever its size was.
    if (order.reduceOnly && quantity === Math.abs(held)) row.remaining = 0;
    const fees = options.commission(row.filled, row.notional);
    const fee = fees - row.feesPaid;
    row.feesPaid = fees;
    adoptPosition(order.symbol, held + sign * quantity, order.book);
    events.push({
      kind: 'fill',
      order,
      orderId: order.id,
      symbol: order.symbol,
      side: order.side,
      quantity,
      price,
      referencePrice: touch.price,
      slippageBps: slip,
      fee,
      place,
      reason: touch.reason,
      time,
      remaining: row.remaining,
    });
    if (row.remaining <= 0) {
      row.state = 'done';
      byId.delete(order.id);
    }
    wake(row, place, price);
    settle(row, quantity, time, events);
    return budget - quantity;
  };

  const meetOpen = (rows: Row[], bar: MatchBar, events: MatchEvent[], start: number): number => {
    let budget = start;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i] as Row;
      if (row.state !== 'live' || row.order.decidedAt > bar.openTime || row.order.timeInForce === 'cls') continue;
      const touch = touchAtOpen(row, bar.open);
      if (!Number.isNaN(touch.price)) budget = take(row, touch, 'open', bar, budget, events);
      else if (row.order.type === 'trailing-stop') follow(row, bar.open);
      const once = row.order.timeInForce === 'opg' || row.order.timeInForce === 'ioc';
      // `take` changed the row's state behind the compiler's back, so it is asked again.
      if (once && (row.state as Row['state']) === 'live') {
        end(row, 'expired', `${row.order.timeInForce}: not (completely) filled at the open`, bar.openTime, events);
      }
    }
    return budget;
  };

  const follow = (row: Row, price: number): void => {
    if (Number.isNaN(row.bestPrice)) row.bestPrice = price;
    else row.bestPrice = row.order.side === 'sell' ? Math.max(row.bestPrice, price) : Math.min(row.bestPrice, price);
  };

  /** Rank inside the bar: in the worst case protective stops come first and targets last, in the best case the reverse. */
  const rankOf = (row: Row): number => {
    if (!row.order.reduceOnly) return 1;
    const isTarget = row.order.type === 'limit';
    return isTarget === (options.intrabar === 'best') ? 0 : 2;
  };

  const meetInside = (rows: Row[], bar: MatchBar, events: MatchEvent[], start: number): number => {
    let budget = start;
    for (;;) {
      let chosen: Row | undefined;
      let touch: Touch | undefined;
      let rank = 0;
      let distance = 0;
      for (const row of rows) {
        if (row.state !== 'live' || row.cappedOn === barNumber || row.order.decidedAt > bar.openTime) continue;
        if (row.order.timeInForce === 'cls') continue;
        const woken = !Number.isNaN(row.wokenAt);
        const rowRank = rankOf(row);
        const sure = woken && row.order.type !== 'market' && rowRank === 2;
        const candidate = touchInside(row, woken ? row.wokenAt : bar.open, bar.high, bar.low, bar.close, sure);
        if (Number.isNaN(candidate.price)) continue;
        const away = Math.abs(candidate.price - bar.open);
        if (chosen && (rowRank > rank || (rowRank === rank && away >= distance))) continue;
        chosen = row;
        touch = candidate;
        rank = rowRank;
        distance = away;
      }
      if (!chosen || !touch) return budget;
      budget = take(chosen, touch, 'intrabar', bar, budget, events);
    }
  };

  /** A trailing stop follows the bar's best price last; the close then proves whether the new trigger was reached. */
  const meetTrails = (rows: Row[], bar: MatchBar, events: MatchEvent[], start: number): number => {
    let budget = start;
    for (const row of rows) {
      if (row.state !== 'live' || row.order.type !== 'trailing-stop' || row.order.decidedAt > bar.openTime) continue;
      if (row.triggered) continue;
      const woken = !Number.isNaN(row.wokenAt);
      const sell = row.order.side === 'sell';
      follow(row, woken ? bar.close : sell ? bar.high : bar.low);
      const stop = triggerPrice(row);
      if (sell ? bar.close <= stop : bar.close >= stop) {
        const reason = `trailing stop ${stop} was passed before the close`;
        budget = take(row, { price: stop, takes: true, reason }, 'intrabar', bar, budget, events);
      }
    }
    return budget;
  };

  const meetClose = (rows: Row[], bar: MatchBar, events: MatchEvent[], start: number): void => {
    let budget = start;
    for (const row of rows) {
      row.wokenAt = Number.NaN;
      if (row.state !== 'live' || row.order.decidedAt > bar.openTime || row.order.timeInForce !== 'cls') continue;
      const touch = touchAtClose(row, bar.close);
      if (!Number.isNaN(touch.price)) budget = take(row, touch, 'close', bar, budget, events);
      if ((row.state as Row['state']) === 'live')
        end(row, 'expired', 'cls: not (completely) filled at the close', bar.closeTime, events);
    }
  };

  const expireDay = (rows: Row[], bar: MatchBar, before: boolean, events: MatchEvent[]): void => {
    const day = Math.floor(bar.openTime / dayMs);
    const isSession = bar.closeTime - bar.openTime >= sessionMs;
    for (const row of rows) {
      if (row.state === 'done' || row.order.timeInForce !== 'day' || row.order.decidedAt > bar.openTime) continue;
      if (row.state === 'dormant') continue;
      if (before) {
        if (row.day === -1) row.day = day;
        else if (row.day !== day) end(row, 'expired', 'the session it was good for is over', bar.openTime, events);
      } else if (isSession) end(row, 'expired', 'the session it was good for is over', bar.closeTime, events);
    }
  };

  const view = (row: Row): RestingOrder => ({
    order: row.order,
    sequence: row.sequence,
    remaining: row.remaining,
    filled: row.filled,
    state: row.state === 'dormant' ? 'dormant' : 'live',
    trailPrice: row.order.type === 'trailing-stop' && !Number.isNaN(row.bestPrice) ? triggerPrice(row) : null,
  });

  return {
    submit(order) {
      requireSound(order);
      invariant(!byId.has(order.id), `order ${order.id} is already at rest`);
      const parent = order.parentId ? byId.get(order.parentId) : undefined;
      const row: Row = {
        order,
        sequence: sequence++,
        remaining: order.quantity,
        filled: 0,
        notional: 0,
        feesPaid: 0,
        state: parent && parent.filled === 0 ? 'dormant' : 'live',
        limitPrice: order.limitPrice ?? Number.NaN,
        stopPrice: order.stopPrice ?? Number.NaN,
        bestPrice: Number.NaN,
        triggered: false,
        wokenAt: Number.NaN,
        cappedOn: -1,
        day: -1,
      };
      byId.set(order.id, row);
      const rows = books.get(order.symbol);
      if (rows) rows.push(row);
      else books.set(order.symbol, [row]);
    },
    cancel(id, reason = 'asked for', time) {
      const events: MatchEnd[] = [];
      const row = byId.get(id);
      if (!row) return events;
      end(row, 'cancelled', reason, time ?? row.order.decidedAt, events);
      sweep(row.order.symbol);
      return events;
    },
    replace(id, change) {
      const row = byId.get(id);
      if (!row) return false;
      const order: MatchOrder = { ...row.order, ...change };
      requireSound(order);
      row.order = order;
      row.remaining = order.quantity - row.filled;
      row.limitPrice = order.limitPrice ?? Number.NaN;
      row.stopPrice = order.stopPrice ?? Number.NaN;
      if (row.remaining <= 0)
        end(row, 'cancelled', 'replaced by a quantity that is already filled', order.decidedAt, []);
      sweep(order.symbol);
      return true;
    },
    onBar(bar) {
      const rows = books.get(bar.symbol);
      if (!rows) return nothing;
      barNumber++;
      const events: MatchEvent[] = [];
      const known = participation !== null && !Number.isNaN(bar.volume);
      let budget = known ? bar.volume * participation : Number.POSITIVE_INFINITY;
      expireDay(rows, bar, true, events);
      budget = meetOpen(rows, bar, events, budget);
      budget = meetInside(rows, bar, events, budget);
      budget = meetTrails(rows, bar, events, budget);
      meetClose(rows, bar, events, budget);
      expireDay(rows, bar, false, events);
      if (events.length > 0) sweep(bar.symbol);
      return events;
    },
    hasOrders: (symbol) => books.has(symbol),
    find: (id) => {
      const row = byId.get(id);
      return row && view(row);
    },
    orders: (symbol) =>
      [...byId.values()]
        .filter((row) => symbol === undefined || row.order.symbol === symbol)
        .sort((a, b) => a.sequence - b.sequence)
        .map(view),
    positionOf,
    adoptPosition,
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
