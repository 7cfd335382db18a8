/** The orders of a run: requests become rows of the order table, handles find them again. */
import { invariant } from '../../../shared/core/assert.ts';
import type { Matcher } from '../matching/matcher.ts';
import { buy, forces, kinds, plain, reduceOnly, sell, states, trailsCloses } from '../matching/order-table.ts';
import type { OrderHandle, OrderRequest } from './strategy.ts';
import { purposeCode } from './trades.ts';

/** Handles carry the order's sequence above its slot, so that a slot that is used again is not mistaken. */
const slots = 2 ** 20;
const entryCode = purposeCode('entry');
const exitCode = purposeCode('exit');

export class OrderDesk {
  readonly #matcher: Matcher;
  #groups = 0;

  constructor(matcher: Matcher) {
    this.#matcher = matcher;
  }

  clear(): void {
    this.#groups = 0;
  }

  newGroup(): number {
    return ++this.#groups;
  }

  handle(slot: number): OrderHandle {
    return (this.#matcher.table.sequence[slot] as number) * slots + slot;
  }

  /** Slot of an order that rests or sleeps; -1 when it has ended. */
  slot(handle: OrderHandle): number {
    const { table } = this.#matcher;
    // Division and floor are much faster than the remainder of a double.
    const sequence = Math.floor(handle / slots);
    const slot = handle - sequence * slots;
    const state = table.state[slot];
    if (handle < 0 || (state !== states.live && state !== states.dormant)) return -1;
    return table.sequence[slot] === sequence ? slot : -1;
  }

  market(
    symbol: number,
    signed: number,
    now: number,
    purpose: number,
    reduces: boolean,
    force = forces.gtc as number,
  ): OrderHandle {
    const { table } = this.#matcher;
    invariant(Math.abs(signed) > 0 && Number.isFinite(signed), 'a market order has a quantity');
    const slot = table.enter(symbol, signed > 0 ? buy : sell, kinds.market, force, Math.abs(signed), now);
    table.tag[slot] = purpose;
    const simple = force === forces.gtc || force === forces.ioc ? plain : 0;
    table.flags[slot] = reduces ? simple | reduceOnly : simple;
    table.book(symbol).always = true;
    return this.handle(slot);
  }

  submit(request: OrderRequest, now: number, close: number): OrderHandle {
    const { table } = this.#matcher;
    const { symbol, type = 'market', timeInForce = 'gtc', quantity = 1, parent, share } = request;
    requireSound(request);
    const side = request.side === 'buy' ? buy : sell;
    const slot = table.enter(symbol, side, kinds[type], forces[timeInForce], quantity, now);
    table.tag[slot] =
      request.purpose === undefined ? (request.reduceOnly ? exitCode : entryCode) : purposeCode(request.purpose);
    table.limit[slot] = request.limitPrice ?? Number.NaN;
    table.stop[slot] = request.stopPrice ?? Number.NaN;
    table.trailShare[slot] = (request.trailBps ?? Number.NaN) / 10_000;
    table.trailMoney[slot] = request.trailMoney ?? Number.NaN;
    table.goodTill[slot] = request.goodTill ?? Number.POSITIVE_INFINITY;
    table.group[slot] = request.group ?? 0;
    if (share !== undefined) table.share[slot] = share;
    let flags = request.reduceOnly ? reduceOnly : 0;
    if (request.trailsCloses) {
      flags |= trailsCloses;
      table.best[slot] = close;
    }
    table.flags[slot] = flags;
    const above = parent === undefined ? -1 : this.slot(parent);
    if (above >= 0 && table.filled[above] === 0) {
      table.parent[slot] = above;
      table.state[slot] = states.dormant;
    } else table.watch(slot);
    return this.handle(slot);
  }

  replace(handle: OrderHandle, change: { quantity?: number; limitPrice?: number; stopPrice?: number }, now: number) {
    const slot = this.slot(handle);
    if (slot < 0) return false;
    const { table } = this.#matcher;
    table.flags[slot] = (table.flags[slot] as number) & ~plain;
    if (change.limitPrice !== undefined) table.limit[slot] = change.limitPrice;
    if (change.stopPrice !== undefined) table.stop[slot] = change.stopPrice;
    if (change.quantity !== undefined) {
      table.quantity[slot] = change.quantity;
      table.remaining[slot] = change.quantity - (table.filled[slot] as number);
    }
    if ((table.remaining[slot] as number) <= 0) this.#matcher.cancel(slot, now);
    else table.watch(slot);
    return true;
  }

  /** A split changes what rests: prices fall, quantities grow. */
  split(symbol: number, factor: number): void {
    const { table } = this.#matcher;
    const book = table.books[symbol];
    if (book === undefined) return;
    for (let i = 0; i < book.count; i++) {
      const slot = book.slots[i] as number;
      for (const prices of [table.limit, table.stop, table.trailMoney, table.best])
        prices[slot] = (prices[slot] as number) / factor;
      for (const sizes of [table.quantity, table.remaining, table.filled])
        sizes[slot] = (sizes[slot] as number) * factor;
    }
    table.sweep(symbol);
  }
}

function requireSound(request: OrderRequest): void {
  const { type = 'market', quantity, share } = request;
  const priced = (value: number | undefined): boolean => value !== undefined && value > 0;
  invariant(
    share === undefined ? priced(quantity) && Number.isFinite(quantity) : priced(share),
    'an order needs a positive quantity, or a share of the free money',
  );
  if (type === 'limit' || type === 'stop-limit') invariant(priced(request.limitPrice), 'the order needs a limit price');
  if (type === 'stop' || type === 'stop-limit') invariant(priced(request.stopPrice), 'the order needs a stop price');
  if (type === 'trailing-stop')
    invariant(priced(request.trailBps) || priced(request.trailMoney), 'the order needs a trailing distance');
  if (request.timeInForce === 'cls')
    invariant(type === 'market' || type === 'limit', 'only market and limit orders can wait for the close');
}
