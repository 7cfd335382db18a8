/** The one set of fill rules: resting orders of the order table meet bars. History, columns and paper all use it. */
import { dayMs } from '../../../shared/core/time.ts';
import type { BarColumns } from '../../../shared/domain/bar.ts';
import { eventKinds, type MatchEvents, places } from './events.ts';
import { Execution, type MatchHost } from './execution.ts';
import {
  type Book,
  forces,
  kinds,
  type OrderTable,
  plain,
  reduceOnly,
  sell,
  states,
  trailsCloses,
  triggered,
} from './order-table.ts';
import { BarPath, endOnPath, touchOnPath } from './path.ts';
import { reasons } from './reasons.ts';
import { touchAtClose, touchAtOpen, touchInside, triggerPrice } from './touch.ts';

/** A bar at least this long is a session of its own: `day` orders end with it. */
const sessionMs = 4 * 3_600_000;

export class Matcher {
  readonly table: OrderTable;
  readonly events: MatchEvents;
  readonly #x: Execution;
  readonly #buyPath: BarPath = new BarPath();
  readonly #sellPath: BarPath = new BarPath();
  /** What buys and sells see of a mid price. */
  readonly #up: number;
  readonly #down: number;
  /** Skips the scan of orders that the bar cannot reach; off only to measure what that is worth. */
  skips = true;
  /** Lone plain market orders take the short way; off only to compare. */
  hasShortWay: boolean;

  constructor(host: MatchHost) {
    this.#x = new Execution(host);
    this.table = this.#x.table;
    this.events = this.#x.events;
    this.#up = 1 + host.halfSpread;
    this.#down = 1 - host.halfSpread;
    this.hasShortWay =
      host.participation === null &&
      host.fixedSlippageBps !== undefined &&
      host.priceDecimals === undefined &&
      !host.slippageInBar;
  }

  /** Side of the spread an order trades at, as a factor of the bar's prices. */
  #factor(slot: number): number {
    return this.table.side[slot] === sell ? this.#down : this.#up;
  }

  /** Signed quantity from this matcher's fills. */
  position(index: number): number {
    return this.#x.positions[index] ?? 0;
  }

  /** Sets a position: one that was made elsewhere, or changed by a split. Makes room where there is none. */
  setPosition(index: number, quantity: number): void {
    if (index >= this.#x.positions.length) {
      const wider = new Float64Array(Math.max(index + 1, this.#x.positions.length * 2));
      wider.set(this.#x.positions);
      this.#x.positions = wider;
    }
    this.#x.positions[index] = quantity;
  }

  /** Forgets all orders and positions, keeps the memory. */
  clear(): void {
    this.table.clear();
    this.#x.positions.fill(0);
    this.events.count = 0;
    this.#x.barNumber = 0;
  }

  /** Takes an order out; its sleeping children go with it. The events are of this alone. */
  cancel(slot: number, time: number): void {
    this.events.count = 0;
    this.#x.end(slot, eventKinds.cancelled, reasons.asked, time);
    this.table.sweep(this.table.symbol[slot] as number);
  }

  /** True when any order rests or sleeps in the symbol. */
  hasOrders(symbol: number): boolean {
    const book = this.table.books[symbol];
    return book !== undefined && book.count > 0;
  }

  /**
   * The short way through a bar for a book with nothing but one plain market order in it, which fills whole at the open.
   * False: nothing was done, and {@link meet} has to be asked. Row `i` of the columns is the bar.
   */
  meetPlain(book: Book, columns: BarColumns, i: number): boolean {
    if (book.count !== 1 || !this.hasShortWay) return false;
    const t = this.table;
    const slot = book.slots[0] as number;
    const time = columns.openTime[i] as number;
    if (((t.flags[slot] as number) & plain) === 0 || (t.decidedAt[slot] as number) > time) return false;
    this.events.count = 0;
    return this.#x.takePlain(book, columns.open[i] as number, time, this.#x.host.fixedSlippageBps as number);
  }

  /** Meets one bar of one symbol; the events come in the order they happened. */
  meet(
    symbol: number,
    openTime: number,
    closeTime: number,
    open: number,
    high: number,
    low: number,
    close: number,
    volume: number,
  ): void {
    this.events.count = 0;
    const book = this.table.books[symbol];
    if (book === undefined || book.count === 0) return;
    if (this.skips && !book.always) {
      // Sells see the lower side of the spread, buys the upper one.
      const fall = book.fall / this.#down;
      const rise = book.rise / this.#up;
      if (low > fall && high < rise && open > fall && open < rise && close > fall && close < rise) return;
    }
    const x = this.#x;
    x.openTime = openTime;
    x.closeTime = closeTime;
    x.open = open;
    x.high = high;
    x.low = low;
    x.close = close;
    x.begin(volume);
    const only = book.slots[0] as number;
    if (book.count === 1 && this.#isPlainMarket(only)) {
      const f = this.#factor(only);
      x.take(only, touchAtOpen(this.table, only, open * f, x.note), places.open, f);
      if (this.table.state[only] === states.live && this.table.force[only] === forces.ioc)
        x.end(only, eventKinds.expired, reasons.iocMissed, openTime);
      if (this.table.state[only] !== states.live) {
        this.table.sweep(symbol);
        return;
      }
    } else {
      this.#expire(book, true);
      this.#meetOpen(book);
    }
    if (x.host.intrabar === 'path') this.#walkPath(book);
    else {
      this.#meetInside(book);
      this.#meetTrails(book);
    }
    this.#meetClose(book);
    this.#expire(book, false);
    this.table.sweep(symbol);
  }

  /** A market order that is alone, good for any time or for the open only: it fills at the open, and nothing else can happen. */
  #isPlainMarket(slot: number): boolean {
    const t = this.table;
    return (
      t.kind[slot] === kinds.market &&
      (t.force[slot] === forces.gtc || t.force[slot] === forces.ioc) &&
      t.goodTill[slot] === Number.POSITIVE_INFINITY &&
      (t.decidedAt[slot] as number) <= this.#x.openTime
    );
  }

  /** Fills the symbol's market orders at a close that has just been seen: only where a run asks for it, and says so. */
  meetSameClose(symbol: number, closeTime: number, high: number, low: number, close: number, volume: number): void {
    this.events.count = 0;
    const x = this.#x;
    x.closeTime = closeTime;
    x.high = high;
    x.low = low;
    const t = this.table;
    const book = t.books[symbol];
    if (book === undefined || book.count === 0) return;
    this.#x.begin(volume);
    for (let i = 0; i < book.count; i++) {
      const slot = book.slots[i] as number;
      if (t.state[slot] !== states.live || t.kind[slot] !== kinds.market || t.parent[slot] !== -1) continue;
      this.#x.note.takes = true;
      this.#x.note.reason = reasons.marketAtClose;
      this.#x.note.level = close;
      const f = this.#factor(slot);
      this.#x.take(slot, close * f, places.close, f);
    }
    for (let i = 0; i < book.count; i++) t.wokenAt[book.slots[i] as number] = Number.NaN;
    t.sweep(symbol);
  }

  #follow(slot: number, price: number): void {
    const t = this.table;
    const best = t.best[slot] as number;
    if (Number.isNaN(best)) t.best[slot] = price;
    else t.best[slot] = t.side[slot] === sell ? Math.max(best, price) : Math.min(best, price);
  }

  #meetOpen(book: Book): void {
    const { openTime, open } = this.#x;
    const t = this.table;
    this.#x.pathAt = 0;
    for (let i = 0; i < book.count; i++) {
      const slot = book.slots[i] as number;
      if (t.state[slot] !== states.live || (t.decidedAt[slot] as number) > openTime) continue;
      const force = t.force[slot] as number;
      if (force === forces.cls) continue;
      const f = this.#factor(slot);
      const price = touchAtOpen(t, slot, open * f, this.#x.note);
      if (!Number.isNaN(price)) this.#x.take(slot, price, places.open, f);
      else if (t.kind[slot] === kinds['trailing-stop'] && ((t.flags[slot] as number) & trailsCloses) === 0)
        this.#follow(slot, open * f);
      if ((force === forces.opg || force === forces.ioc) && t.state[slot] === states.live)
        this.#x.end(slot, eventKinds.expired, force === forces.opg ? reasons.opgMissed : reasons.iocMissed, openTime);
    }
  }

  /** Rank inside the bar: in the worst case protective stops come first and targets last, in the best case the reverse. */
  #rank(slot: number): number {
    if (((this.table.flags[slot] as number) & reduceOnly) === 0) return 1;
    const isTarget = this.table.kind[slot] === kinds.limit;
    return isTarget === (this.#x.host.intrabar === 'best') ? 0 : 2;
  }

  #isOut(slot: number, openTime: number): boolean {
    const t = this.table;
    return (
      t.state[slot] !== states.live ||
      t.cappedOn[slot] === this.#x.barNumber ||
      (t.decidedAt[slot] as number) > openTime ||
      t.force[slot] === forces.cls
    );
  }

  #meetInside(book: Book): void {
    const { openTime, open, high, low, close } = this.#x;
    const t = this.table;
    const note = this.#x.note;
    for (;;) {
      let chosen = -1;
      let price = 0;
      let rank = 0;
      let distance = 0;
      let takes = false;
      let reason = 0;
      let level = 0;
      for (let i = 0; i < book.count; i++) {
        const slot = book.slots[i] as number;
        if (this.#isOut(slot, openTime)) continue;
        const woken = t.wokenAt[slot] as number;
        const isWoken = !Number.isNaN(woken);
        const slotRank = this.#rank(slot);
        const sure = isWoken && t.kind[slot] !== kinds.market && slotRank === 2;
        const f = this.#factor(slot);
        const start = isWoken ? woken : open * f;
        const candidate = touchInside(t, slot, start, high * f, low * f, close * f, sure, note);
        if (Number.isNaN(candidate)) continue;
        const away = Math.abs(candidate - open);
        if (chosen >= 0 && (slotRank > rank || (slotRank === rank && away >= distance))) continue;
        chosen = slot;
        price = candidate;
        rank = slotRank;
        distance = away;
        takes = note.takes;
        reason = note.reason;
        level = note.level;
      }
      if (chosen < 0) return;
      note.takes = takes;
      note.reason = reason;
      note.level = level;
      const f = this.#factor(chosen);
      this.#x.take(chosen, price, places.intrabar, f);
    }
  }

  /** All orders along the assumed path, the earliest touch first. */
  #walkPath(book: Book): void {
    const { openTime, open, high, low, close } = this.#x;
    const t = this.table;
    const { note } = this.#x;
    this.#buyPath.set(open * this.#up, high * this.#up, low * this.#up, close * this.#up);
    this.#sellPath.set(open * this.#down, high * this.#down, low * this.#down, close * this.#down);
    for (;;) {
      let chosen = -1;
      let at = 0;
      for (let i = 0; i < book.count; i++) {
        const slot = book.slots[i] as number;
        if (this.#isOut(slot, openTime)) continue;
        const path = t.side[slot] === sell ? this.#sellPath : this.#buyPath;
        if (Number.isNaN(touchOnPath(t, slot, path, note)) || (chosen >= 0 && path.at >= at)) continue;
        chosen = slot;
        at = path.at;
      }
      if (chosen < 0) break;
      // The note and the place are of the last order looked at: ask the chosen one again.
      const price = touchOnPath(t, chosen, t.side[chosen] === sell ? this.#sellPath : this.#buyPath, note);
      const f = this.#factor(chosen);
      this.#x.pathAt = at;
      this.#x.take(chosen, price, places.intrabar, f);
    }
    for (let i = 0; i < book.count; i++) {
      const slot = book.slots[i] as number;
      if (t.state[slot] === states.live && (t.decidedAt[slot] as number) <= openTime)
        endOnPath(t, slot, t.side[slot] === sell ? this.#sellPath : this.#buyPath);
    }
  }

  /** A trailing stop follows the bar's best price last; the close then proves whether the new trigger was reached. */
  #meetTrails(book: Book): void {
    const { openTime, high, low, close } = this.#x;
    const t = this.table;
    for (let i = 0; i < book.count; i++) {
      const slot = book.slots[i] as number;
      if (t.kind[slot] !== kinds['trailing-stop'] || t.state[slot] !== states.live) continue;
      if ((t.decidedAt[slot] as number) > openTime || ((t.flags[slot] as number) & triggered) !== 0) continue;
      const isSell = t.side[slot] === sell;
      const f = this.#factor(slot);
      const last = close * f;
      if (((t.flags[slot] as number) & trailsCloses) !== 0) {
        this.#follow(slot, last);
        continue;
      }
      this.#follow(slot, Number.isNaN(t.wokenAt[slot] as number) ? (isSell ? high : low) * f : last);
      const stop = triggerPrice(t, slot);
      if (!(isSell ? last <= stop : last >= stop)) continue;
      this.#x.note.takes = true;
      this.#x.note.reason = reasons.trailPassedBeforeClose;
      this.#x.note.level = stop;
      this.#x.take(slot, stop, places.intrabar, f);
    }
  }

  #meetClose(book: Book): void {
    const { openTime, closeTime, close } = this.#x;
    const t = this.table;
    for (let i = 0; i < book.count; i++) {
      const slot = book.slots[i] as number;
      t.wokenAt[slot] = Number.NaN;
      if (t.state[slot] !== states.live || t.force[slot] !== forces.cls) continue;
      if ((t.decidedAt[slot] as number) > openTime) continue;
      const f = this.#factor(slot);
      const price = touchAtClose(t, slot, close * f, this.#x.note);
      if (!Number.isNaN(price)) this.#x.take(slot, price, places.close, f);
      if (t.state[slot] === states.live) this.#x.end(slot, eventKinds.expired, reasons.clsMissed, closeTime);
    }
  }

  #expire(book: Book, before: boolean): void {
    const { openTime, closeTime } = this.#x;
    const t = this.table;
    const day = Math.floor(openTime / dayMs);
    const isSession = closeTime - openTime >= sessionMs;
    for (let i = 0; i < book.count; i++) {
      const slot = book.slots[i] as number;
      if (t.state[slot] !== states.live) continue;
      if (before && (t.goodTill[slot] as number) < openTime)
        this.#x.end(slot, eventKinds.expired, reasons.dateOver, openTime);
      if (t.force[slot] !== forces.day || (t.decidedAt[slot] as number) > openTime) continue;
      if (!before) {
        if (isSession) this.#x.end(slot, eventKinds.expired, reasons.sessionOver, closeTime);
      } else if (t.day[slot] === -1) t.day[slot] = day;
      else if (t.day[slot] !== day) this.#x.end(slot, eventKinds.expired, reasons.sessionOver, openTime);
    }
  }
}
