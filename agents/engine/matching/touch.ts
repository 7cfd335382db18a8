/** Price rules of one order against one bar: what it would fill at, at the open, inside the bar or at the close. */
import type { MatchOrder } from './types.ts';

/** The mutable row of an order at rest. */
export interface Row {
  order: MatchOrder;
  readonly sequence: number;
  remaining: number;
  filled: number;
  notional: number;
  feesPaid: number;
  state: 'dormant' | 'live' | 'done';
  limitPrice: number;
  stopPrice: number;
  /** Best price since a trailing stop became live; NaN before. */
  bestPrice: number;
  /** A stop that was reached: a market order (or, for stop-limit, a limit order) from then on. */
  triggered: boolean;
  /** Set while the bar on which it became live inside the bar is matched: the price of the parent's fill. */
  wokenAt: number;
  /** Number of the last bar on which the volume cap stopped it. */
  cappedOn: number;
  /** UTC day on which a `day` order first met a bar; -1 before. */
  day: number;
}

/** A price the order would get, and whether it takes liquidity (pays slippage). NaN price = no fill. */
export interface Touch {
  price: number;
  takes: boolean;
  reason: string;
}

const none: Touch = { price: Number.NaN, takes: false, reason: '' };

/** Trigger of a stop of any kind; a trailing stop's follows its best price. */
export const triggerPrice = (row: Row): number =>
  row.order.type === 'trailing-stop'
    ? row.bestPrice * (1 + ((row.order.side === 'buy' ? 1 : -1) * (row.order.trailBps as number)) / 10_000)
    : row.stopPrice;

/** Which way a price is bad for the order: a buy wants it low. */
const passes = (side: MatchOrder['side'], price: number, limit: number): boolean =>
  side === 'buy' ? price <= limit : price >= limit;
const reached = (side: MatchOrder['side'], price: number, stop: number): boolean =>
  side === 'buy' ? price >= stop : price <= stop;

/** At the open: market orders, limits and stops that the open has gapped. */
export function touchAtOpen(row: Row, open: number): Touch {
  const { side, type } = row.order;
  switch (type) {
    case 'market':
      return { price: open, takes: true, reason: 'market at the open' };
    case 'limit':
      return passes(side, open, row.limitPrice)
        ? { price: open, takes: false, reason: `the open was at or through the limit ${row.limitPrice}` }
        : none;
    case 'stop':
    case 'trailing-stop': {
      if (row.triggered) return { price: open, takes: true, reason: 'rest of a triggered stop at the open' };
      const stop = triggerPrice(row);
      return reached(side, open, stop)
        ? { price: open, takes: true, reason: `the open gapped the stop ${stop}` }
        : none;
    }
    case 'stop-limit': {
      if (!row.triggered && reached(side, open, row.stopPrice)) row.triggered = true;
      return row.triggered && passes(side, open, row.limitPrice)
        ? { price: open, takes: false, reason: `stop reached, the open was at or through the limit ${row.limitPrice}` }
        : none;
    }
  }
}

/**
 * Inside the bar: touching is enough. `start` is where the order's path begins (the open, or its parent's fill).
 * `sure` asks for proof by the close: used where the touch may have happened before the order was live.
 */
export function touchInside(row: Row, start: number, high: number, low: number, close: number, sure: boolean): Touch {
  const { side, type } = row.order;
  const favourable = sure ? close : side === 'buy' ? low : high;
  const adverse = sure ? close : side === 'buy' ? high : low;
  switch (type) {
    case 'market':
      // Only a child woken inside the bar gets here: it follows its parent at once.
      return { price: start, takes: true, reason: 'market after its parent' };
    case 'limit':
      if (!passes(side, favourable, row.limitPrice)) return none;
      return passes(side, start, row.limitPrice)
        ? { price: start, takes: false, reason: `already through the limit ${row.limitPrice} when it became live` }
        : { price: row.limitPrice, takes: false, reason: `limit ${row.limitPrice} was touched` };
    case 'stop':
    case 'trailing-stop': {
      const stop = triggerPrice(row);
      if (row.triggered || reached(side, start, stop))
        return { price: start, takes: true, reason: `stop ${stop} was passed` };
      return reached(side, adverse, stop) ? { price: stop, takes: true, reason: `stop ${stop} was touched` } : none;
    }
    case 'stop-limit': {
      if (row.triggered) {
        return passes(side, favourable, row.limitPrice)
          ? { price: row.limitPrice, takes: false, reason: `limit ${row.limitPrice} was touched` }
          : none;
      }
      if (!reached(side, adverse, row.stopPrice)) return none;
      row.triggered = true;
      if (passes(side, row.stopPrice, row.limitPrice)) {
        return { price: row.stopPrice, takes: false, reason: `stop ${row.stopPrice} was touched within its limit` };
      }
      // The price must come back to the limit after the trigger: only the close proves that it did.
      return passes(side, close, row.limitPrice)
        ? {
            price: row.limitPrice,
            takes: false,
            reason: `stop reached, the close was through the limit ${row.limitPrice}`,
          }
        : none;
    }
  }
}

/** At the close: market-on-close and limit-on-close orders. */
export function touchAtClose(row: Row, close: number): Touch {
  if (row.order.type === 'market') return { price: close, takes: true, reason: 'market at the close' };
  return passes(row.order.side, close, row.limitPrice)
    ? { price: close, takes: false, reason: `the close was at or through the limit ${row.limitPrice}` }
    : none;
}
