/** Price rules of one order against one bar: what it would fill at, at the open, inside the bar or at the close. */
import { buy, kinds, type OrderTable, triggered } from './order-table.ts';
import { reasons } from './reasons.ts';

/** What a touch found beside its price: whether it takes liquidity (pays slippage), and why. */
export interface TouchNote {
  takes: boolean;
  reason: number;
  level: number;
}

const none = Number.NaN;

/** Trigger of a stop of any kind; a trailing stop's follows its best price. */
export function triggerPrice(t: OrderTable, slot: number): number {
  if (t.kind[slot] !== kinds['trailing-stop']) return t.stop[slot] as number;
  const best = t.best[slot] as number;
  const sign = t.side[slot] as number;
  const money = t.trailMoney[slot] as number;
  return Number.isNaN(money) ? best * (1 + sign * (t.trailShare[slot] as number)) : best + sign * money;
}

/** Which way a price is bad for the order: a buy wants it low. */
const passes = (side: number, price: number, limit: number): boolean =>
  side === buy ? price <= limit : price >= limit;
const reached = (side: number, price: number, stop: number): boolean => (side === buy ? price >= stop : price <= stop);

const isTriggered = (t: OrderTable, slot: number): boolean => ((t.flags[slot] as number) & triggered) !== 0;
const setTriggered = (t: OrderTable, slot: number): void => {
  t.flags[slot] = (t.flags[slot] as number) | triggered;
};

/** Writes the note and answers the price. */
function found(note: TouchNote, price: number, takes: boolean, reason: number, level: number): number {
  note.takes = takes;
  note.reason = reason;
  note.level = level;
  return price;
}

/** At the open: market orders, limits and stops that the open has gapped. NaN = no fill. */
export function touchAtOpen(t: OrderTable, slot: number, open: number, note: TouchNote): number {
  const side = t.side[slot] as number;
  const limit = t.limit[slot] as number;
  switch (t.kind[slot]) {
    case kinds.market:
      return found(note, open, true, reasons.marketAtOpen, open);
    case kinds.limit:
      return passes(side, open, limit) ? found(note, open, false, reasons.openThroughLimit, limit) : none;
    case kinds['stop-limit']: {
      if (!isTriggered(t, slot) && reached(side, open, t.stop[slot] as number)) setTriggered(t, slot);
      return isTriggered(t, slot) && passes(side, open, limit)
        ? found(note, open, false, reasons.stopLimitAtOpen, limit)
        : none;
    }
    default: {
      if (isTriggered(t, slot)) return found(note, open, true, reasons.restOfStop, open);
      const stop = triggerPrice(t, slot);
      return reached(side, open, stop) ? found(note, open, true, reasons.openGappedStop, stop) : none;
    }
  }
}

/**
 * Inside the bar: touching is enough. `start` is where the order's path begins (the open, or its parent's fill).
 * `sure` asks for proof by the close: used where the touch may have happened before the order was live.
 */
export function touchInside(
  t: OrderTable,
  slot: number,
  start: number,
  high: number,
  low: number,
  close: number,
  sure: boolean,
  note: TouchNote,
): number {
  const side = t.side[slot] as number;
  const favourable = sure ? close : side === buy ? low : high;
  const adverse = sure ? close : side === buy ? high : low;
  const limit = t.limit[slot] as number;
  switch (t.kind[slot]) {
    case kinds.market:
      // Only a child woken inside the bar gets here: it follows its parent at once.
      return found(note, start, true, reasons.afterParent, start);
    case kinds.limit:
      if (!passes(side, favourable, limit)) return none;
      return passes(side, start, limit)
        ? found(note, start, false, reasons.throughLimitWhenLive, limit)
        : found(note, limit, false, reasons.limitTouched, limit);
    case kinds['stop-limit']: {
      const stop = t.stop[slot] as number;
      if (isTriggered(t, slot))
        return passes(side, favourable, limit) ? found(note, limit, false, reasons.limitTouched, limit) : none;
      if (!reached(side, adverse, stop)) return none;
      setTriggered(t, slot);
      if (passes(side, stop, limit)) return found(note, stop, false, reasons.stopWithinLimit, stop);
      // The price must come back to the limit after the trigger: only the close proves that it did.
      return passes(side, close, limit) ? found(note, limit, false, reasons.closeProvedLimit, limit) : none;
    }
    default: {
      const stop = triggerPrice(t, slot);
      if (isTriggered(t, slot) || reached(side, start, stop)) return found(note, start, true, reasons.stopPassed, stop);
      return reached(side, adverse, stop) ? found(note, stop, true, reasons.stopTouched, stop) : none;
    }
  }
}

/** At the close: market-on-close and limit-on-close orders. */
export function touchAtClose(t: OrderTable, slot: number, close: number, note: TouchNote): number {
  if (t.kind[slot] === kinds.market) return found(note, close, true, reasons.marketAtClose, close);
  const limit = t.limit[slot] as number;
  return passes(t.side[slot] as number, close, limit)
    ? found(note, close, false, reasons.closeThroughLimit, limit)
    : none;
}
