/** The assumed path through a bar: the open, the nearer extreme (a tie goes low first), the other one, the close; and what it touches. */
import { buy, kinds, type OrderTable, sell, trailsCloses, triggered } from './order-table.ts';
import { reasons } from './reasons.ts';
import { type TouchNote, triggerPrice } from './touch.ts';

/** The four corners of the path. Positions count along it: 0 at the open, 1 and 2 at the extremes, 3 at the close. */
export class BarPath {
  readonly corners: Float64Array = new Float64Array(4);
  /** Position of the last touch found. */
  at = 0;

  set(open: number, high: number, low: number, close: number): void {
    const lowFirst = open - low <= high - open;
    this.corners[0] = open;
    this.corners[1] = lowFirst ? low : high;
    this.corners[2] = lowFirst ? high : low;
    this.corners[3] = close;
  }

  /** Price at a position. */
  price(position: number): number {
    const leg = Math.min(2, Math.floor(position));
    const from = this.corners[leg] as number;
    return from + ((this.corners[leg + 1] as number) - from) * (position - leg);
  }

  /** Price at which a level is first met from a position on, moving down (`sign` -1) or up (1); NaN when it is not. */
  meet(level: number, sign: number, from: number): number {
    const here = this.price(from);
    if (sign < 0 ? here <= level : here >= level) {
      this.at = from;
      return here;
    }
    for (let leg = Math.floor(from); leg < 3; leg++) {
      const start = leg === Math.floor(from) ? here : (this.corners[leg] as number);
      const end = this.corners[leg + 1] as number;
      if (sign < 0 ? end <= level : end >= level) {
        const whole = end - (this.corners[leg] as number);
        this.at = whole === 0 ? Math.max(from, leg) : leg + (level - (this.corners[leg] as number)) / whole;
        return start === end ? start : level;
      }
    }
    return Number.NaN;
  }
}

/** Position from which an order is live on this bar. */
const startOf = (t: OrderTable, slot: number): number =>
  Number.isNaN(t.wokenAt[slot] as number) ? 0 : (t.wokenPath[slot] as number);

/** Where and at what price the path fills an order; NaN = not on this bar. Changes nothing but the note and `path.at`. */
export function touchOnPath(t: OrderTable, slot: number, path: BarPath, note: TouchNote): number {
  const from = startOf(t, slot);
  const side = t.side[slot] as number;
  const kind = t.kind[slot] as number;
  const limit = t.limit[slot] as number;
  const isTriggered = ((t.flags[slot] as number) & triggered) !== 0;
  note.takes = kind !== kinds.limit && kind !== kinds['stop-limit'];
  note.level = note.takes ? triggerPrice(t, slot) : limit;
  if (kind === kinds.market || (note.takes && isTriggered)) {
    note.reason = kind === kinds.market ? reasons.afterParent : reasons.stopPassed;
    path.at = from;
    return path.price(from);
  }
  if (kind === kinds.limit || (kind === kinds['stop-limit'] && isTriggered)) {
    note.reason = reasons.limitTouched;
    return path.meet(limit, -side, from);
  }
  note.reason = reasons.stopTouched;
  if (kind === kinds['trailing-stop'] && ((t.flags[slot] as number) & trailsCloses) === 0)
    return trailOnPath(t, slot, path, from);
  const price = path.meet(note.takes ? note.level : (t.stop[slot] as number), side, from);
  if (kind !== kinds['stop-limit'] || Number.isNaN(price)) return price;
  note.reason = reasons.stopWithinLimit;
  return path.meet(limit, -side, path.at);
}

/** Trigger of a trailing stop for a given best price. */
function trailTrigger(t: OrderTable, slot: number, best: number): number {
  const sign = t.side[slot] as number;
  const money = t.trailMoney[slot] as number;
  return Number.isNaN(money) ? best * (1 + sign * (t.trailShare[slot] as number)) : best + sign * money;
}

/** A trailing stop follows every corner it passes and is tested on every leg. */
function trailOnPath(t: OrderTable, slot: number, path: BarPath, from: number): number {
  const isSell = t.side[slot] === sell;
  let here = path.price(from);
  let best = t.best[slot] as number;
  if (Number.isNaN(best)) best = here;
  for (let leg = Math.floor(from); leg < 3; leg++) {
    const end = path.corners[leg + 1] as number;
    const stop = trailTrigger(t, slot, best);
    if (isSell ? end <= stop : end >= stop) {
      const start = path.corners[leg] as number;
      path.at = Math.max(from, end === start ? leg : leg + (stop - start) / (end - start));
      return isSell ? Math.min(stop, here) : Math.max(stop, here);
    }
    best = isSell ? Math.max(best, end) : Math.min(best, end);
    here = end;
  }
  return Number.NaN;
}

/** What the bar leaves behind on an order that it did not fill: the best price of a trail, a trigger that was reached. */
export function endOnPath(t: OrderTable, slot: number, path: BarPath): void {
  const from = startOf(t, slot);
  const kind = t.kind[slot] as number;
  if (kind === kinds['stop-limit']) {
    if (!Number.isNaN(path.meet(t.stop[slot] as number, t.side[slot] as number, from)))
      t.flags[slot] = (t.flags[slot] as number) | triggered;
    return;
  }
  if (kind !== kinds['trailing-stop']) return;
  const closesOnly = ((t.flags[slot] as number) & trailsCloses) !== 0;
  let best = t.best[slot] as number;
  if (Number.isNaN(best)) best = path.price(from);
  for (let corner = closesOnly ? 3 : Math.floor(from) + 1; corner <= 3; corner++) {
    const price = path.corners[corner] as number;
    best = t.side[slot] === buy ? Math.min(best, price) : Math.max(best, price);
  }
  t.best[slot] = best;
}
