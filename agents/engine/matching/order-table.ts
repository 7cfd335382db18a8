/** Orders at rest as columns: one row (slot) per order, freed slots are used again, and a book per symbol lists its slots in order. */

export const buy = 1;
export const sell = -1;

/** Order types as numbers. */
export const kinds = { market: 0, limit: 1, stop: 2, 'stop-limit': 3, 'trailing-stop': 4 } as const;
/** Times in force as numbers; an end date is a column of its own and goes with any of them. */
export const forces = { gtc: 0, day: 1, opg: 2, cls: 3, ioc: 4 } as const;
export const states = { free: 0, dormant: 1, live: 2, done: 3 } as const;

/** Bits of the column `flags`. */
export const reduceOnly = 1;
/** A stop that was reached: a market order (or, for stop-limit, a limit order) from then on. */
export const triggered = 2;
/** The trail follows closes, and is tested from the next bar on; without it the trail follows the bar's extremes. */
export const trailsCloses = 4;
/**
 * A market order for any time or for the open only, as it was entered: nothing of it was filled or changed, and no other
 * order hangs on it by a group, a share or a date.
 */
export const plain = 8;

/** The orders of one symbol, and the prices between which none of them can do anything. */
export class Book {
  slots: Int32Array = new Int32Array(8);
  count = 0;
  /** The highest price at which a falling market moves an order. */
  fall: number = Number.NEGATIVE_INFINITY;
  /** The lowest price at which a rising market moves an order. */
  rise: number = Number.POSITIVE_INFINITY;
  /** An order wants to see every bar: market, trailing, good for a time, or the rest of a triggered stop. */
  always = false;

  push(slot: number): void {
    if (this.count === this.slots.length) {
      const wider = new Int32Array(this.count * 2);
      wider.set(this.slots);
      this.slots = wider;
    }
    this.slots[this.count++] = slot;
  }
}

const wide = (from: Float64Array, length: number): Float64Array => {
  const to = new Float64Array(length);
  to.set(from);
  return to;
};
const whole = (from: Int32Array, length: number): Int32Array => {
  const to = new Int32Array(length);
  to.set(from);
  return to;
};
const byte = (from: Int8Array, length: number): Int8Array => {
  const to = new Int8Array(length);
  to.set(from);
  return to;
};

export class OrderTable {
  side: Int8Array = new Int8Array(0);
  kind: Int8Array = new Int8Array(0);
  force: Int8Array = new Int8Array(0);
  state: Int8Array = new Int8Array(0);
  flags: Int8Array = new Int8Array(0);
  symbol: Int32Array = new Int32Array(0);
  /** Whose position it moves: an index of positions. */
  position: Int32Array = new Int32Array(0);
  /** One-cancels-other group; 0 = none. */
  group: Int32Array = new Int32Array(0);
  /** Slot of the order it sleeps for; -1 = none. */
  parent: Int32Array = new Int32Array(0);
  sequence: Int32Array = new Int32Array(0);
  /** Number of the last bar on which the volume cap stopped it. */
  cappedOn: Int32Array = new Int32Array(0);
  /** UTC day on which a `day` order first met a bar; -1 before. */
  day: Int32Array = new Int32Array(0);
  /** Free for the owner of the table, e.g. the purpose of the order. */
  tag: Int32Array = new Int32Array(0);
  quantity: Float64Array = new Float64Array(0);
  remaining: Float64Array = new Float64Array(0);
  filled: Float64Array = new Float64Array(0);
  notional: Float64Array = new Float64Array(0);
  feesPaid: Float64Array = new Float64Array(0);
  limit: Float64Array = new Float64Array(0);
  stop: Float64Array = new Float64Array(0);
  /** Trailing distance as a share of the best price, and in money; NaN = not used. */
  trailShare: Float64Array = new Float64Array(0);
  trailMoney: Float64Array = new Float64Array(0);
  /** Best price since a trailing stop became live; NaN before. */
  best: Float64Array = new Float64Array(0);
  /** Price of the parent's fill while the bar on which it became live inside the bar is matched; NaN otherwise. */
  wokenAt: Float64Array = new Float64Array(0);
  /** How far along the bar's path that was. */
  wokenPath: Float64Array = new Float64Array(0);
  decidedAt: Float64Array = new Float64Array(0);
  /** Last moment it is good for; Infinity = no end. */
  goodTill: Float64Array = new Float64Array(0);
  /** Share of the free money to be used, sized when it fills; NaN = the quantity was given. */
  share: Float64Array = new Float64Array(0);
  capacity = 0;
  /** Orders ever entered. */
  entered = 0;
  #free: Int32Array = new Int32Array(0);
  #freeCount = 0;
  readonly books: Book[] = [];

  constructor() {
    this.#grow(32);
  }

  #grow(capacity: number): void {
    const from = this.capacity;
    this.side = byte(this.side, capacity);
    this.kind = byte(this.kind, capacity);
    this.force = byte(this.force, capacity);
    this.state = byte(this.state, capacity);
    this.flags = byte(this.flags, capacity);
    this.symbol = whole(this.symbol, capacity);
    this.position = whole(this.position, capacity);
    this.group = whole(this.group, capacity);
    this.parent = whole(this.parent, capacity);
    this.sequence = whole(this.sequence, capacity);
    this.cappedOn = whole(this.cappedOn, capacity);
    this.day = whole(this.day, capacity);
    this.tag = whole(this.tag, capacity);
    this.quantity = wide(this.quantity, capacity);
    this.remaining = wide(this.remaining, capacity);
    this.filled = wide(this.filled, capacity);
    this.notional = wide(this.notional, capacity);
    this.feesPaid = wide(this.feesPaid, capacity);
    this.limit = wide(this.limit, capacity);
    this.stop = wide(this.stop, capacity);
    this.trailShare = wide(this.trailShare, capacity);
    this.trailMoney = wide(this.trailMoney, capacity);
    this.best = wide(this.best, capacity);
    this.wokenAt = wide(this.wokenAt, capacity);
    this.wokenPath = wide(this.wokenPath, capacity);
    this.decidedAt = wide(this.decidedAt, capacity);
    this.goodTill = wide(this.goodTill, capacity);
    this.share = wide(this.share, capacity);
    this.#free = whole(this.#free, capacity);
    for (let slot = capacity - 1; slot >= from; slot--) this.#release(slot);
    this.capacity = capacity;
  }

  /** The book of a symbol; made when it is first asked for. */
  book(symbol: number): Book {
    for (let s = this.books.length; s <= symbol; s++) this.books.push(new Book());
    return this.books[symbol] as Book;
  }

  /**
   * Takes a free slot and puts it at the end of its symbol's book. It is live unless told otherwise; what an order need not
   * have stands at its default, because a slot is cleaned when it is freed.
   */
  enter(symbol: number, side: number, kind: number, force: number, quantity: number, decidedAt: number): number {
    if (this.#freeCount === 0) this.#grow(this.capacity * 2);
    const slot = this.#free[--this.#freeCount] as number;
    this.side[slot] = side;
    this.kind[slot] = kind;
    this.force[slot] = force;
    this.state[slot] = states.live;
    this.symbol[slot] = symbol;
    this.position[slot] = symbol;
    this.sequence[slot] = this.entered++;
    this.quantity[slot] = quantity;
    this.remaining[slot] = quantity;
    this.decidedAt[slot] = decidedAt;
    this.book(symbol).push(slot);
    return slot;
  }

  /** Frees a slot; every column that an entry does not write goes back to its default. */
  #release(slot: number): void {
    this.state[slot] = states.free;
    this.flags[slot] = 0;
    this.group[slot] = 0;
    this.parent[slot] = -1;
    this.cappedOn[slot] = -1;
    this.day[slot] = -1;
    this.tag[slot] = 0;
    this.filled[slot] = 0;
    this.notional[slot] = 0;
    this.feesPaid[slot] = 0;
    this.limit[slot] = Number.NaN;
    this.stop[slot] = Number.NaN;
    this.trailShare[slot] = Number.NaN;
    this.trailMoney[slot] = Number.NaN;
    this.best[slot] = Number.NaN;
    this.wokenAt[slot] = Number.NaN;
    this.wokenPath[slot] = 0;
    this.goodTill[slot] = Number.POSITIVE_INFINITY;
    this.share[slot] = Number.NaN;
    this.#free[this.#freeCount++] = slot;
  }

  /** Takes out the only order of a book, a market order with nothing in its columns but flags, tag and what every entry has. */
  releasePlain(book: Book): void {
    const slot = book.slots[0] as number;
    this.state[slot] = states.free;
    this.flags[slot] = 0;
    this.tag[slot] = 0;
    this.#free[this.#freeCount++] = slot;
    book.count = 0;
    book.fall = Number.NEGATIVE_INFINITY;
    book.rise = Number.POSITIVE_INFINITY;
    book.always = false;
  }

  /** Widens the symbol's trigger prices by one order: called when its prices are set. */
  watch(slot: number): void {
    const book = this.books[this.symbol[slot] as number] as Book;
    if (this.state[slot] !== states.live) return;
    const kind = this.kind[slot] as number;
    const isTriggered = ((this.flags[slot] as number) & triggered) !== 0;
    if (
      kind === kinds.market ||
      kind === kinds['trailing-stop'] ||
      this.force[slot] !== forces.gtc ||
      this.goodTill[slot] !== Number.POSITIVE_INFINITY ||
      (kind === kinds.stop && isTriggered)
    ) {
      book.always = true;
      return;
    }
    const isLimit = kind === kinds.limit || (kind === kinds['stop-limit'] && isTriggered);
    const price = (isLimit ? this.limit[slot] : this.stop[slot]) as number;
    // A buy limit and a sell stop wait for a fall, the others for a rise.
    if ((this.side[slot] === buy) === isLimit) {
      if (price > book.fall) book.fall = price;
    } else if (price < book.rise) book.rise = price;
  }

  /** Drops what is done from a symbol's book, frees the slots and works out the trigger prices afresh. */
  sweep(symbol: number): void {
    const book = this.books[symbol];
    if (book === undefined) return;
    const { slots, count } = book;
    book.fall = Number.NEGATIVE_INFINITY;
    book.rise = Number.POSITIVE_INFINITY;
    book.always = false;
    let kept = 0;
    for (let i = 0; i < count; i++) {
      const slot = slots[i] as number;
      if (this.state[slot] === states.done) {
        this.#release(slot);
        continue;
      }
      slots[kept++] = slot;
      this.watch(slot);
    }
    book.count = kept;
  }

  /** Empties the table and keeps its memory. */
  clear(): void {
    this.#freeCount = 0;
    for (let slot = this.capacity - 1; slot >= 0; slot--) this.#release(slot);
    for (const book of this.books) {
      book.count = 0;
      book.fall = Number.NEGATIVE_INFINITY;
      book.rise = Number.POSITIVE_INFINITY;
      book.always = false;
    }
    this.entered = 0;
  }
}
