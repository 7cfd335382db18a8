/** The account of a run: cash, positions at average price, what holding costs and pays, round trips. */
import { invariant } from '../../../shared/core/assert.ts';
import { eventAt } from '../matching/events.ts';
import { TradeColumns } from './trades.ts';

/** Sums since the start, in account currency. */
export interface AccountTotals {
  fees: number;
  slippage: number;
  dividends: number;
  borrow: number;
  interest: number;
  tradedNotional: number;
}

/** Numbers of a round trip in hand, and where each stands. Peak and trough are the extreme prices since the entry. */
const tripWidth = 16;
const trip = {
  opened: 0,
  openedNotional: 1,
  closed: 2,
  closedNotional: 3,
  fees: 4,
  dividends: 5,
  realised: 6,
  peak: 7,
  trough: 8,
} as const;

export class Account {
  // A field that is declared bare starts as undefined, and its numbers are boxed from then on.
  capital = 0.5;
  cash = 0.5;
  readonly trades: TradeColumns = new TradeColumns();
  readonly totals: AccountTotals = { fees: 0, slippage: 0, dividends: 0, borrow: 0, interest: 0, tradedNotional: 0 };
  /** By symbol: signed quantity, average price, last price. */
  declare readonly quantity: Float64Array;
  declare readonly average: Float64Array;
  declare readonly mark: Float64Array;
  declare readonly entryTime: Float64Array;
  declare readonly entryBar: Int32Array;
  /** Symbols that are held, in the order they were opened. */
  declare readonly open: Int32Array;
  openCount = 0;
  /** The round trip in hand by symbol, `tripWidth` numbers each: one column is reached faster than many. */
  readonly #trip: Float64Array;

  constructor(symbols: number, capital: number) {
    invariant(capital > 0, 'an account starts with capital');
    this.capital = capital;
    this.cash = capital;
    const column = (): Float64Array => new Float64Array(symbols);
    this.quantity = column();
    this.average = column();
    this.mark = column();
    this.entryTime = column();
    this.entryBar = new Int32Array(symbols);
    this.open = new Int32Array(symbols);
    this.#trip = new Float64Array(symbols * tripWidth);
  }

  /** Starts again with cash and nothing else. */
  clear(capital: number): void {
    this.capital = capital;
    this.cash = capital;
    this.openCount = 0;
    this.quantity.fill(0);
    this.trades.count = 0;
    const { totals } = this;
    totals.fees = 0;
    totals.slippage = 0;
    totals.dividends = 0;
    totals.borrow = 0;
    totals.interest = 0;
    totals.tradedNotional = 0;
  }

  /** Cash plus positions at their last prices. */
  equity(): number {
    let value = this.cash;
    for (let k = 0; k < this.openCount; k++) {
      const s = this.open[k] as number;
      value += (this.quantity[s] as number) * (this.mark[s] as number);
    }
    return value;
  }

  /** Absolute notional at last prices. */
  gross(): number {
    let value = 0;
    for (let k = 0; k < this.openCount; k++) {
      const s = this.open[k] as number;
      value += Math.abs(this.quantity[s] as number) * (this.mark[s] as number);
    }
    return value;
  }

  /** Notional that is sold short at last prices. */
  short(): number {
    let value = 0;
    for (let k = 0; k < this.openCount; k++) {
      const s = this.open[k] as number;
      if ((this.quantity[s] as number) < 0) value -= (this.quantity[s] as number) * (this.mark[s] as number);
    }
    return value;
  }

  /** What the open positions have made so far, net of their fees: with the closed round trips it explains the equity. */
  openResult(): number {
    let value = 0;
    for (let k = 0; k < this.openCount; k++) {
      const s = this.open[k] as number;
      const t = this.#trip;
      const at = s * tripWidth;
      const gain = (this.quantity[s] as number) * ((this.mark[s] as number) - (this.average[s] as number));
      value +=
        gain + (t[at + trip.realised] as number) + (t[at + trip.dividends] as number) - (t[at + trip.fees] as number);
    }
    return value;
  }

  #start(s: number, signed: number, price: number, time: number, bar: number): void {
    const t = this.#trip;
    const at = s * tripWidth;
    this.quantity[s] = signed;
    this.average[s] = price;
    this.mark[s] = price;
    this.entryTime[s] = time;
    this.entryBar[s] = bar;
    t[at + trip.opened] = Math.abs(signed);
    t[at + trip.openedNotional] = Math.abs(signed) * price;
    t[at + trip.closed] = 0;
    t[at + trip.closedNotional] = 0;
    t[at + trip.fees] = 0;
    t[at + trip.dividends] = 0;
    t[at + trip.realised] = 0;
    t[at + trip.peak] = price;
    t[at + trip.trough] = price;
    this.open[this.openCount++] = s;
  }

  /** Holds a position whose fill is in cash already: what the fused loop leaves open at its end. */
  resume(s: number, signed: number, price: number, time: number, bar: number, fee: number): void {
    this.#start(s, signed, price, time, bar);
    this.#trip[s * tripWidth + trip.fees] = fee;
  }

  #leave(s: number): void {
    let at = 0;
    while (this.open[at] !== s) at++;
    for (let k = at + 1; k < this.openCount; k++) this.open[k - 1] = this.open[k] as number;
    this.openCount--;
    this.quantity[s] = 0;
  }

  /** Applies a fill of the matcher's events, whose numbers begin at `row`. `reason` is the purpose of the order, for the round trip that it may complete. */
  fillOf(e: Float64Array, row: number, s: number, sign: number, bar: number, reason: number): void {
    const t = this.#trip;
    const at = s * tripWidth;
    const size = e[row + eventAt.quantity] as number;
    const price = e[row + eventAt.price] as number;
    const reference = e[row + eventAt.reference] as number;
    const fee = e[row + eventAt.fee] as number;
    const time = e[row + eventAt.time] as number;
    const notional = size * price;
    this.cash -= sign * notional + fee;
    const { totals } = this;
    totals.fees += fee;
    totals.slippage += Math.abs(price - reference) * size;
    totals.tradedNotional += notional;
    const held = this.quantity[s] as number;
    if (held === 0) {
      this.#start(s, sign * size, price, time, bar);
      t[at + trip.fees] = (t[at + trip.fees] as number) + fee;
      return;
    }
    if (held * sign > 0) {
      const before = Math.abs(held);
      this.average[s] = ((this.average[s] as number) * before + price * size) / (before + size);
      this.quantity[s] = held + sign * size;
      t[at + trip.opened] = (t[at + trip.opened] as number) + size;
      t[at + trip.openedNotional] = (t[at + trip.openedNotional] as number) + size * price;
      t[at + trip.fees] = (t[at + trip.fees] as number) + fee;
      return;
    }
    const before = Math.abs(held);
    const closing = Math.min(before, size);
    t[at + trip.fees] = (t[at + trip.fees] as number) + fee * (closing / size);
    t[at + trip.realised] =
      (t[at + trip.realised] as number) + Math.sign(held) * closing * (price - (this.average[s] as number));
    const left = before <= closing + 1e-9 ? 0 : held + sign * closing;
    this.quantity[s] = left;
    t[at + trip.closed] = (t[at + trip.closed] as number) + closing;
    t[at + trip.closedNotional] = (t[at + trip.closedNotional] as number) + closing * price;
    if (left !== 0) return;
    this.#close(s, held > 0 ? 1 : -1, price, time, bar, reason);
    const rest = size - closing;
    if (rest > 1e-9) {
      this.#start(s, sign * rest, price, time, bar);
      t[at + trip.fees] = (t[at + trip.fees] as number) + fee * (rest / size);
    }
  }

  /** Closes what is held outside the market: a listing that ended. */
  settle(s: number, price: number, time: number, bar: number, reason: number): void {
    const t = this.#trip;
    const at = s * tripWidth;
    const held = this.quantity[s] as number;
    const size = Math.abs(held);
    this.cash += held * price;
    this.totals.tradedNotional += size * price;
    t[at + trip.realised] =
      (t[at + trip.realised] as number) + Math.sign(held) * size * (price - (this.average[s] as number));
    t[at + trip.closed] = (t[at + trip.closed] as number) + size;
    t[at + trip.closedNotional] = (t[at + trip.closedNotional] as number) + size * price;
    this.#close(s, held > 0 ? 1 : -1, price, time, bar, reason);
  }

  #close(s: number, side: number, price: number, time: number, bar: number, reason: number): void {
    this.#leave(s);
    const t = this.#trip;
    const at = s * tripWidth;
    const { trades } = this;
    const i = trades.add();
    const opened = t[at + trip.opened] as number;
    const entryPrice = (t[at + trip.openedNotional] as number) / opened;
    trades.symbol[i] = s;
    trades.side[i] = side;
    trades.entryBar[i] = this.entryBar[s] as number;
    trades.exitBar[i] = bar;
    trades.reason[i] = reason;
    trades.quantity[i] = opened;
    trades.entryTime[i] = this.entryTime[s] as number;
    trades.entryPrice[i] = entryPrice;
    trades.exitTime[i] = time;
    trades.exitPrice[i] = (t[at + trip.closedNotional] as number) / (t[at + trip.closed] as number);
    trades.fees[i] = t[at + trip.fees] as number;
    trades.pnl[i] =
      (t[at + trip.realised] as number) + (t[at + trip.dividends] as number) - (t[at + trip.fees] as number);
    const highest = Math.max(t[at + trip.peak] as number, price) / entryPrice - 1;
    const lowest = Math.min(t[at + trip.trough] as number, price) / entryPrice - 1;
    trades.adverse[i] = Math.min(0, side > 0 ? lowest : -highest);
    trades.favourable[i] = Math.max(0, side > 0 ? highest : -lowest);
  }

  /** The held symbol's bar is over: its close is the last price, its extremes count for the round trip. */
  see(s: number, high: number, low: number, close: number): void {
    this.mark[s] = close;
    const t = this.#trip;
    const at = s * tripWidth;
    if (high > (t[at + trip.peak] as number)) t[at + trip.peak] = high;
    if (low < (t[at + trip.trough] as number)) t[at + trip.trough] = low;
  }

  /** The extremes of many bars at once, from row `from` to before row `to`. The last price is not touched. */
  seeRows(s: number, highs: Float64Array, lows: Float64Array, from: number, to: number): void {
    const t = this.#trip;
    const at = s * tripWidth;
    let peak = t[at + trip.peak] as number;
    let trough = t[at + trip.trough] as number;
    for (let i = from; i < to; i++) {
      const high = highs[i] as number;
      const low = lows[i] as number;
      if (high > peak) peak = high;
      if (low < trough) trough = low;
    }
    t[at + trip.peak] = peak;
    t[at + trip.trough] = trough;
  }

  /** Cash per share on the ex-date for what was held before it: longs receive, shorts pay. */
  dividend(s: number, perShare: number): void {
    const t = this.#trip;
    const at = s * tripWidth;
    const paid = (this.quantity[s] as number) * perShare;
    this.cash += paid;
    t[at + trip.dividends] = (t[at + trip.dividends] as number) + paid;
    this.totals.dividends += paid;
  }

  /** A split: more shares at a lower price. What is no whole lot is paid out at `price`, the first price after it. */
  split(s: number, factor: number, lot: number, price: number, time: number, bar: number, reason: number): void {
    const t = this.#trip;
    const at = s * tripWidth;
    const exact = (this.quantity[s] as number) * factor;
    const side = exact > 0 ? 1 : -1;
    const whole = side * Math.floor(Math.abs(exact) / lot + 1e-9) * lot;
    const rest = exact - whole;
    this.average[s] = (this.average[s] as number) / factor;
    this.mark[s] = (this.mark[s] as number) / factor;
    t[at + trip.peak] = (t[at + trip.peak] as number) / factor;
    t[at + trip.trough] = (t[at + trip.trough] as number) / factor;
    t[at + trip.opened] = (t[at + trip.opened] as number) * factor;
    t[at + trip.closed] = (t[at + trip.closed] as number) * factor;
    this.quantity[s] = whole;
    if (Math.abs(rest) < 1e-9) return;
    this.cash += rest * price;
    t[at + trip.realised] = (t[at + trip.realised] as number) + rest * (price - (this.average[s] as number));
    t[at + trip.closed] = (t[at + trip.closed] as number) + Math.abs(rest);
    t[at + trip.closedNotional] = (t[at + trip.closedNotional] as number) + Math.abs(rest) * price;
    if (whole === 0) this.#close(s, side, price, time, bar, reason);
  }
}
