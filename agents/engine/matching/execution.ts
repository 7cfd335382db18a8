/** What a fill does: quantity, price, fees, events, children that wake, groups that shrink. */
import { eventAt, eventKinds, eventWidth, MatchEvents, places } from './events.ts';
import { type Book, buy, kinds, OrderTable, plain, reduceOnly, states, triggered } from './order-table.ts';
import { reasons } from './reasons.ts';
import type { TouchNote } from './touch.ts';

/** What a bar that touches both a stop and a target resolves to; `path` walks an assumed path through the bar. */
export type Intrabar = 'worst' | 'best' | 'path';

/** What the matcher asks of its owner. */
export interface MatchHost {
  readonly intrabar: Intrabar;
  /** Share of a bar's volume all orders of a symbol together may take; null = no cap. */
  readonly participation: number | null;
  /** Slippage of a fill that takes liquidity, in basis points of the price, positive = cost. */
  slippage(slot: number, price: number, quantity: number): number;
  /** Slippage when it is the same for every fill; undefined = `slippage` is asked. */
  readonly fixedSlippageBps: number | undefined;
  /** False: orders cost nothing, and `fees` is not asked. */
  readonly hasFees: boolean;
  /** Fees of an order so far; the matcher charges the difference at each fill. */
  fees(quantity: number, notional: number, side: number, time: number): number;
  /** Smallest quantity step of a partial fill. */
  lot(symbol: number): number;
  /** Round fill prices to this many decimals; undefined = exact. */
  readonly priceDecimals: number | undefined;
  /** Slippage never leaves the bar's range. */
  readonly slippageInBar: boolean;
  /** Share of the price between mid and either side: buys see the bar this much higher, sells this much lower; 0 = bars are trades. */
  readonly halfSpread: number;
  /** What `admit` cut off is turned down at once instead of waiting for the next bar. */
  readonly dropsRest: boolean;
  /** Last word before a fill: the quantity that may be taken (0 = reject for lack of buying power). */
  admit?(slot: number, price: number, quantity: number): number;
  /** Quantity of an order that is sized when it fills. */
  sized?(slot: number, price: number): number;
  /** Called right after each fill with its number among the events. */
  filled?(event: number): void;
}

export class Execution {
  readonly table: OrderTable = new OrderTable();
  readonly events: MatchEvents = new MatchEvents();
  readonly note: TouchNote = { takes: false, reason: 0, level: 0 };
  /** Signed quantities from the fills, by index of position. */
  positions: Float64Array = new Float64Array(8);
  barNumber = 0;
  /** Volume that is left on this bar. */
  budget = Number.POSITIVE_INFINITY;
  /** The bar in hand, in mid prices. */
  openTime = 0.5;
  closeTime = 0.5;
  open = 0.5;
  high = 0.5;
  low = 0.5;
  close = 0.5;
  /** How far along the bar's path the fill in hand lies. */
  pathAt = 0;
  readonly host: MatchHost;

  constructor(host: MatchHost) {
    this.host = host;
  }

  /** Begins a bar: its number, and the volume that orders may take of it. */
  begin(volume: number): void {
    this.barNumber++;
    const { participation } = this.host;
    this.budget = participation !== null && !Number.isNaN(volume) ? volume * participation : Number.POSITIVE_INFINITY;
  }

  /** Ends an order without a fill; children that still sleep go with it. */
  end(slot: number, kind: number, reason: number, time: number): void {
    const t = this.table;
    if (t.state[slot] === states.done || t.state[slot] === states.free) return;
    t.state[slot] = states.done;
    const e = this.events;
    const i = e.add();
    const r = e.rows;
    const at = i * eventWidth;
    r[at + eventAt.kind] = kind;
    r[at + eventAt.slot] = slot;
    r[at + eventAt.reason] = reason;
    r[at + eventAt.level] = 0;
    r[at + eventAt.time] = time;
    const filled = t.filled[slot] as number;
    r[at + eventAt.filled] = filled;
    r[at + eventAt.remaining] = t.remaining[slot] as number;
    if (filled !== 0) return;
    const book = t.book(t.symbol[slot] as number);
    for (let k = 0; k < book.count; k++) {
      const child = book.slots[k] as number;
      if (t.state[child] === states.dormant && t.parent[child] === slot)
        this.end(child, eventKinds.cancelled, reasons.parentEnded, time);
    }
  }

  #wake(parent: number, place: number, price: number): void {
    const t = this.table;
    const book = t.book(t.symbol[parent] as number);
    for (let k = 0; k < book.count; k++) {
      const child = book.slots[k] as number;
      if (t.state[child] !== states.dormant || t.parent[child] !== parent) continue;
      t.state[child] = states.live;
      t.best[child] = price;
      if (place === places.open) continue;
      t.wokenAt[child] = price;
      t.wokenPath[child] = this.pathAt;
    }
  }

  /** After a fill: group members shrink or go, and reduce-only orders of a flat position go. */
  #settle(slot: number, quantity: number, time: number): void {
    const t = this.table;
    const position = t.position[slot] as number;
    const group = t.group[slot] as number;
    const flat = this.positions[position] === 0;
    if (!flat && group === 0) return;
    const book = t.book(t.symbol[slot] as number);
    for (let k = 0; k < book.count; k++) {
      const other = book.slots[k] as number;
      if (other === slot || t.state[other] !== states.live) continue;
      if (flat && ((t.flags[other] as number) & reduceOnly) !== 0 && t.position[other] === position) {
        this.end(other, eventKinds.cancelled, reasons.positionClosed, time);
      } else if (group !== 0 && t.group[other] === group) {
        t.remaining[other] = (t.remaining[other] as number) - quantity;
        if ((t.remaining[slot] as number) <= 0 || (t.remaining[other] as number) <= 0)
          this.end(other, eventKinds.cancelled, reasons.groupFilled, time);
      }
    }
  }

  /**
   * Fills the book's only order, a plain one, at an open where nothing but money can limit it. False: it cannot fill whole,
   * nothing was done, and `take` has to look. What it does is what `take` does to such an order, and a test holds it to that.
   */
  takePlain(book: Book, open: number, time: number, slip: number): boolean {
    const t = this.table;
    const { host, positions } = this;
    const slot = book.slots[0] as number;
    const sign = t.side[slot] as number;
    const symbol = t.symbol[slot] as number;
    const held = positions[symbol] as number;
    let quantity = t.quantity[slot] as number;
    const reference = open * (sign === buy ? 1 + host.halfSpread : 1 - host.halfSpread);
    const price = reference * (1 + (sign * slip) / 10_000);
    if (((t.flags[slot] as number) & reduceOnly) !== 0) {
      const reducible = -sign * held;
      if (reducible <= 0) return false;
      if (reducible < quantity) quantity = reducible;
    }
    if (host.admit !== undefined && !(host.admit(slot, price, quantity) >= quantity)) return false;
    positions[symbol] = held + sign * quantity;
    const e = this.events;
    const i = e.add();
    const r = e.rows;
    const at = i * eventWidth;
    r[at + eventAt.kind] = eventKinds.fill;
    r[at + eventAt.place] = places.open;
    r[at + eventAt.reason] = reasons.marketAtOpen;
    r[at + eventAt.slot] = slot;
    r[at + eventAt.level] = reference;
    r[at + eventAt.quantity] = quantity;
    r[at + eventAt.price] = price;
    r[at + eventAt.reference] = reference;
    r[at + eventAt.slippageBps] = slip;
    r[at + eventAt.fee] = host.hasFees ? host.fees(quantity, quantity * price, sign, time) : 0;
    r[at + eventAt.time] = time;
    r[at + eventAt.remaining] = 0;
    r[at + eventAt.filled] = quantity;
    if (host.filled !== undefined) host.filled(i);
    t.releasePlain(book);
    return true;
  }

  /** Takes what the touch offers, as far as volume, position and money allow. `factor` is the side of the spread. */
  take(slot: number, reference: number, place: number, factor: number): void {
    const t = this.table;
    const host = this.host;
    const { takes, reason, level } = this.note;
    const time = place === places.open ? this.openTime : this.closeTime;
    const sign = t.side[slot] as number;
    const position = t.position[slot] as number;
    const held = this.positions[position] as number;
    const isReducing = ((t.flags[slot] as number) & reduceOnly) !== 0;
    if (host.sized !== undefined && t.filled[slot] === 0 && !Number.isNaN(t.share[slot] as number)) {
      const size = host.sized(slot, reference);
      t.quantity[slot] = size;
      t.remaining[slot] = size;
      if (!(size > 0)) {
        this.end(slot, eventKinds.rejected, reasons.noBuyingPower, time);
        return;
      }
    }
    let quantity = t.remaining[slot] as number;
    if (isReducing) {
      const reducible = -sign * held;
      if (reducible <= 0) {
        this.end(slot, eventKinds.cancelled, reasons.nothingToReduce, time);
        return;
      }
      if (reducible < quantity) quantity = reducible;
    }
    if (takes && t.kind[slot] !== kinds.market) t.flags[slot] = (t.flags[slot] as number) | triggered;
    if (quantity > this.budget) {
      const lot = host.lot(t.symbol[slot] as number);
      quantity = Math.floor(this.budget / lot + 1e-9) * lot;
      t.cappedOn[slot] = this.barNumber;
      if (quantity <= 0) return;
    }
    const { fixedSlippageBps } = host;
    const slip = !takes
      ? 0
      : fixedSlippageBps === undefined
        ? host.slippage(slot, reference, quantity)
        : fixedSlippageBps;
    let price = reference * (1 + (sign * slip) / 10_000);
    if (host.slippageInBar)
      price = sign === buy ? Math.min(price, this.high * factor) : Math.max(price, this.low * factor);
    if (host.priceDecimals !== undefined) price = Number(price.toFixed(host.priceDecimals));
    let isCut = false;
    if (host.admit !== undefined) {
      const admitted = host.admit(slot, price, quantity);
      isCut = admitted < quantity;
      if (isCut) quantity = admitted;
      if (!(quantity > 0)) {
        this.end(slot, eventKinds.rejected, reasons.noBuyingPower, time);
        return;
      }
    }
    const filled = (t.filled[slot] as number) + quantity;
    const notional = (t.notional[slot] as number) + quantity * price;
    t.filled[slot] = filled;
    t.notional[slot] = notional;
    t.remaining[slot] = (t.remaining[slot] as number) - quantity;
    // A reduce-only order whose whole position is gone has nothing left to do, whatever its size was.
    if (isReducing && quantity === Math.abs(held)) t.remaining[slot] = 0;
    let fee = 0;
    if (host.hasFees) {
      const fees = host.fees(filled, notional, sign, time);
      fee = fees - (t.feesPaid[slot] as number);
      t.feesPaid[slot] = fees;
    }
    this.positions[position] = held + sign * quantity;
    const e = this.events;
    const i = e.add();
    const r = e.rows;
    const at = i * eventWidth;
    r[at + eventAt.kind] = eventKinds.fill;
    r[at + eventAt.place] = place;
    r[at + eventAt.reason] = reason;
    r[at + eventAt.slot] = slot;
    r[at + eventAt.level] = level;
    r[at + eventAt.quantity] = quantity;
    r[at + eventAt.price] = price;
    r[at + eventAt.reference] = reference;
    r[at + eventAt.slippageBps] = slip;
    r[at + eventAt.fee] = fee;
    r[at + eventAt.time] = time;
    r[at + eventAt.remaining] = t.remaining[slot] as number;
    r[at + eventAt.filled] = filled;
    t.flags[slot] = (t.flags[slot] as number) & ~plain;
    if ((t.remaining[slot] as number) <= 0) t.state[slot] = states.done;
    else if (isCut && host.dropsRest) this.end(slot, eventKinds.rejected, reasons.noBuyingPower, time);
    this.budget -= quantity;
    if (host.filled !== undefined) host.filled(i);
    if (this.table.book(t.symbol[slot] as number).count > 1) {
      this.#wake(slot, place, price);
      this.#settle(slot, quantity, time);
    }
  }
}
