/** The account of a run: cash, positions at average price, what holding costs and pays, round trips. */
import { invariant } from '../../../shared/core/assert.ts';
import type { MatchEvents } from '../matching/events.ts';
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

export class Account {
  capital: number;
  cash: number;
  readonly trades: TradeColumns = new TradeColumns();
  readonly totals: AccountTotals = { fees: 0, slippage: 0, dividends: 0, borrow: 0, interest: 0, tradedNotional: 0 };
  /** By symbol: signed quantity, average price, last price. */
  readonly quantity: Float64Array;
  readonly average: Float64Array;
  readonly mark: Float64Array;
  readonly entryTime: Float64Array;
  readonly entryBar: Int32Array;
  /** Symbols that are held, in the order they were opened. */
  readonly open: Int32Array;
  openCount = 0;
  readonly #opened: Float64Array;
  readonly #openedNotional: Float64Array;
  readonly #closed: Float64Array;
  readonly #closedNotional: Float64Array;
  readonly #fees: Float64Array;
  readonly #dividends: Float64Array;
  readonly #realised: Float64Array;
  /** Highest and lowest price since the entry. */
  readonly #peak: Float64Array;
  readonly #trough: Float64Array;

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
    this.#opened = column();
    this.#openedNotional = column();
    this.#closed = column();
    this.#closedNotional = column();
    this.#fees = column();
    this.#dividends = column();
    this.#realised = column();
    this.#peak = column();
    this.#trough = column();
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
      const gain = (this.quantity[s] as number) * ((this.mark[s] as number) - (this.average[s] as number));
      value += gain + (this.#realised[s] as number) + (this.#dividends[s] as number) - (this.#fees[s] as number);
    }
    return value;
  }

  #start(s: number, signed: number, price: number, time: number, bar: number): void {
    this.quantity[s] = signed;
    this.average[s] = price;
    this.mark[s] = price;
    this.entryTime[s] = time;
    this.entryBar[s] = bar;
    this.#opened[s] = Math.abs(signed);
    this.#openedNotional[s] = Math.abs(signed) * price;
    this.#closed[s] = 0;
    this.#closedNotional[s] = 0;
    this.#fees[s] = 0;
    this.#dividends[s] = 0;
    this.#realised[s] = 0;
    this.#peak[s] = price;
    this.#trough[s] = price;
    this.open[this.openCount++] = s;
  }

  /** Holds a position whose fill is in cash already: what the fused loop leaves open at its end. */
  resume(s: number, signed: number, price: number, time: number, bar: number, fee: number): void {
    this.#start(s, signed, price, time, bar);
    this.#fees[s] = fee;
  }

  #leave(s: number): void {
    let at = 0;
    while (this.open[at] !== s) at++;
    for (let k = at + 1; k < this.openCount; k++) this.open[k - 1] = this.open[k] as number;
    this.openCount--;
    this.quantity[s] = 0;
  }

  /** Applies a fill of the matcher's events. `reason` is the purpose of the order, for the round trip that it may complete. */
  fillOf(e: MatchEvents, event: number, s: number, sign: number, bar: number, reason: number): void {
    const size = e.quantity[event] as number;
    const price = e.price[event] as number;
    const reference = e.reference[event] as number;
    const fee = e.fee[event] as number;
    const time = e.time[event] as number;
    const notional = size * price;
    this.cash -= sign * notional + fee;
    const { totals } = this;
    totals.fees += fee;
    totals.slippage += Math.abs(price - reference) * size;
    totals.tradedNotional += notional;
    const held = this.quantity[s] as number;
    if (held === 0) {
      this.#start(s, sign * size, price, time, bar);
      this.#fees[s] = (this.#fees[s] as number) + fee;
      return;
    }
    if (held * sign > 0) {
      const before = Math.abs(held);
      this.average[s] = ((this.average[s] as number) * before + price * size) / (before + size);
      this.quantity[s] = held + sign * size;
      this.#opened[s] = (this.#opened[s] as number) + size;
      this.#openedNotional[s] = (this.#openedNotional[s] as number) + size * price;
      this.#fees[s] = (this.#fees[s] as number) + fee;
      return;
    }
    const before = Math.abs(held);
    const closing = Math.min(before, size);
    this.#fees[s] = (this.#fees[s] as number) + fee * (closing / size);
    this.#realised[s] =
      (this.#realised[s] as number) + Math.sign(held) * closing * (price - (this.average[s] as number));
    const left = before <= closing + 1e-9 ? 0 : held + sign * closing;
    this.quantity[s] = left;
    this.#closed[s] = (this.#closed[s] as number) + closing;
    this.#closedNotional[s] = (this.#closedNotional[s] as number) + closing * price;
    if (left !== 0) return;
    this.#close(s, held > 0 ? 1 : -1, price, time, bar, reason);
    const rest = size - closing;
    if (rest > 1e-9) {
      this.#start(s, sign * rest, price, time, bar);
      this.#fees[s] = (this.#fees[s] as number) + fee * (rest / size);
    }
  }

  /** Closes what is held outside the market: a listing that ended. */
  settle(s: number, price: number, time: number, bar: number, reason: number): void {
    const held = this.quantity[s] as number;
    const size = Math.abs(held);
    this.cash += held * price;
    this.totals.tradedNotional += size * price;
    this.#realised[s] = (this.#realised[s] as number) + Math.sign(held) * size * (price - (this.average[s] as number));
    this.#closed[s] = (this.#closed[s] as number) + size;
    this.#closedNotional[s] = (this.#closedNotional[s] as number) + size * price;
    this.#close(s, held > 0 ? 1 : -1, price, time, bar, reason);
  }

  #close(s: number, side: number, price: number, time: number, bar: number, reason: number): void {
    this.#leave(s);
    const { trades } = this;
    const i = trades.add();
    const opened = this.#opened[s] as number;
    const entryPrice = (this.#openedNotional[s] as number) / opened;
    trades.symbol[i] = s;
    trades.side[i] = side;
    trades.entryBar[i] = this.entryBar[s] as number;
    trades.exitBar[i] = bar;
    trades.reason[i] = reason;
    trades.quantity[i] = opened;
    trades.entryTime[i] = this.entryTime[s] as number;
    trades.entryPrice[i] = entryPrice;
    trades.exitTime[i] = time;
    trades.exitPrice[i] = (this.#closedNotional[s] as number) / (this.#closed[s] as number);
    trades.fees[i] = this.#fees[s] as number;
    trades.pnl[i] = (this.#realised[s] as number) + (this.#dividends[s] as number) - (this.#fees[s] as number);
    const highest = Math.max(this.#peak[s] as number, price) / entryPrice - 1;
    const lowest = Math.min(this.#trough[s] as number, price) / entryPrice - 1;
    trades.adverse[i] = Math.min(0, side > 0 ? lowest : -highest);
    trades.favourable[i] = Math.max(0, side > 0 ? highest : -lowest);
  }

  /** The held symbol's bar is over: its close is the last price, its extremes count for the round trip. */
  see(s: number, high: number, low: number, close: number): void {
    this.mark[s] = close;
    if (high > (this.#peak[s] as number)) this.#peak[s] = high;
    if (low < (this.#trough[s] as number)) this.#trough[s] = low;
  }

  /** Cash per share on the ex-date for what was held before it: longs receive, shorts pay. */
  dividend(s: number, perShare: number): void {
    const paid = (this.quantity[s] as number) * perShare;
    this.cash += paid;
    this.#dividends[s] = (this.#dividends[s] as number) + paid;
    this.totals.dividends += paid;
  }

  /** A split: more shares at a lower price. What is no whole lot is paid out at `price`, the first price after it. */
  split(s: number, factor: number, lot: number, price: number, time: number, bar: number, reason: number): void {
    const exact = (this.quantity[s] as number) * factor;
    const side = exact > 0 ? 1 : -1;
    const whole = side * Math.floor(Math.abs(exact) / lot + 1e-9) * lot;
    const rest = exact - whole;
    this.average[s] = (this.average[s] as number) / factor;
    this.mark[s] = (this.mark[s] as number) / factor;
    this.#peak[s] = (this.#peak[s] as number) / factor;
    this.#trough[s] = (this.#trough[s] as number) / factor;
    this.#opened[s] = (this.#opened[s] as number) * factor;
    this.#closed[s] = (this.#closed[s] as number) * factor;
    this.quantity[s] = whole;
    if (Math.abs(rest) < 1e-9) return;
    this.cash += rest * price;
    this.#realised[s] = (this.#realised[s] as number) + rest * (price - (this.average[s] as number));
    this.#closed[s] = (this.#closed[s] as number) + Math.abs(rest);
    this.#closedNotional[s] = (this.#closedNotional[s] as number) + Math.abs(rest) * price;
    if (whole === 0) this.#close(s, side, price, time, bar, reason);
  }
}
