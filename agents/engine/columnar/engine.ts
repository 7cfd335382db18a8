/** The engine on columns: bars in the order of time meet orders by the one set of fill rules, then the strategy decides. */
import { eventKinds } from '../matching/events.ts';
import { ColumnBroker } from './broker.ts';
import type { Feed, Market } from './market.ts';
import { RunState } from './run-state.ts';
import type { RunOptions, RunResult, Strategy } from './strategy.ts';
import { firstAfter, firstAtOrAfter } from './times.ts';

const blockBars = 4096;

export class ColumnEngine {
  readonly market: Market;
  /** Orders, account and clock of the run in hand. */
  readonly state: RunState;
  readonly broker: ColumnBroker;
  readonly #options: RunOptions;
  readonly #equity: Float64Array;
  #rejected = 0;

  /** @throws InvariantError when the capital is not positive. */
  constructor(market: Market, options: RunOptions) {
    this.market = market;
    this.#options = options;
    this.state = new RunState(market, options);
    this.broker = new ColumnBroker(this.state);
    this.#equity = new Float64Array(market.timeline.length);
  }

  /** Plays the strategy over the market. The engine may be run again: it starts afresh each time and keeps its memory. */
  run(strategy: Strategy): RunResult {
    const { market, state } = this;
    const { account, matcher } = state;
    const { capital, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = this.#options;
    state.tells = strategy.onFill !== undefined;
    this.#rejected = 0;
    const { timeline, feeds } = market;
    const first = firstAtOrAfter(timeline, from);
    const end = firstAfter(timeline, to);
    state.clear(capital, first);
    strategy.onStart?.(this.broker);
    const only = feeds[0];
    if (feeds.length === 1 && only !== undefined) this.#runOne(strategy, only, first, end);
    else this.#runMany(strategy, first, end);
    const moments = Math.max(0, end - first);
    return {
      capital,
      times: timeline.subarray(first, first + moments),
      equity: this.#equity.subarray(first, first + moments),
      trades: account.trades,
      fills: state.fills,
      totals: account.totals,
      finalEquity: moments === 0 ? capital : (this.#equity[end - 1] as number),
      orders: matcher.table.entered,
      fillCount: state.fillCount,
      rejected: this.#rejected,
      marginCalls: state.marginCalls,
    };
  }

  /** One series, in blocks: a block is short enough to be compiled as a whole instead of while it runs. */
  #runOne(strategy: Strategy, feed: Feed, first: number, end: number): void {
    const { state } = this;
    const { costs, settings, rules } = state;
    const isPlain =
      feed.split === undefined &&
      !feed.pays &&
      !feed.ends &&
      costs.holding.length === 0 &&
      rules.maintenance === 0 &&
      settings.marketAt === 'next-open' &&
      strategy.onFill === undefined &&
      strategy.onMoment === undefined;
    for (let i = first; i < end; i += blockBars) {
      if (isPlain) this.#plainBlock(strategy, feed, i, Math.min(end, i + blockBars));
      else this.#block(strategy, feed, first, i, Math.min(end, i + blockBars));
    }
  }

  /** Nothing but bars and orders: no dividends, splits, holding costs, margin calls or fills to tell. */
  #plainBlock(strategy: Strategy, feed: Feed, from: number, to: number): void {
    const { state, broker } = this;
    const { account } = state;
    const { columns } = feed;
    const { high, low, close } = columns;
    const equity = this.#equity;
    const { matcher } = state;
    const book = matcher.table.book(0);
    const { quantity, mark } = account;
    let held = quantity[0] as number;
    let { cash } = account;
    // Extremes count for a round trip when it ends: they are looked at before orders meet a bar, many rows at once.
    const sees = this.#options.excursions !== false;
    let unseen = from;
    for (let i = from; i < to; i++) {
      state.moment = i;
      if (book.count > 0) {
        if (held !== 0 && sees) account.seeRows(0, high, low, unseen, i);
        unseen = i;
        if (!matcher.meetPlain(book, columns, i)) this.#meet(feed, i);
        held = quantity[0] as number;
        cash = account.cash;
      }
      if (held === 0) equity[i] = cash;
      else {
        const last = close[i] as number;
        mark[0] = last;
        equity[i] = cash + held * last;
      }
      strategy.onBar(broker, 0, i);
    }
    if (held !== 0 && sees) account.seeRows(0, high, low, unseen, to);
  }

  /** The only series' orders meet a bar. */
  #meet(feed: Feed, i: number): void {
    const { state } = this;
    const { openTime, closeTime, open, high, low, close } = feed.columns;
    const known = state.volume(feed, i);
    state.matcher.meet(
      0,
      openTime[i] as number,
      closeTime[i] as number,
      open[i] as number,
      high[i] as number,
      low[i] as number,
      close[i] as number,
      known,
    );
    if (state.matcher.events.count > 0) this.#read();
  }

  #block(strategy: Strategy, feed: Feed, first: number, from: number, to: number): void {
    const { state } = this;
    const { account, matcher } = state;
    const { closeTime, open, high, low, close, dividend } = feed.columns;
    const { split, pays } = feed;
    const equity = this.#equity;
    const book = matcher.table.book(0);
    const sameClose = state.settings.marketAt === 'same-close';
    const holds = state.costs.holding.length > 0;
    const { maintenance } = state.rules;
    const { quantity } = account;
    for (let i = from; i < to; i++) {
      const now = closeTime[i] as number;
      const last = close[i] as number;
      if (holds && i > first) state.charge(now - state.now);
      state.moment = i;
      if (split !== undefined && split[i] !== 1) state.split(0, split[i] as number, open[i] as number);
      if (pays && quantity[0] !== 0 && dividend[i] !== 0) account.dividend(0, dividend[i] as number);
      if (book.count > 0) this.#meet(feed, i);
      if (quantity[0] !== 0) account.see(0, high[i] as number, low[i] as number, last);
      if (feed.ends && i === feed.bars - 1) state.delist(0, last);
      let value = quantity[0] === 0 ? account.cash : account.cash + (quantity[0] as number) * last;
      equity[i] = value;
      if (maintenance > 0 && quantity[0] !== 0) state.checkMargin(value);
      if (state.told.length > 0) this.#tell(strategy);
      strategy.onBar(this.broker, 0, i);
      strategy.onMoment?.(this.broker);
      if (sameClose && book.count > 0) {
        this.#fillAtClose(0, i);
        value = quantity[0] === 0 ? account.cash : account.cash + (quantity[0] as number) * last;
        equity[i] = value;
      }
    }
  }

  #runMany(strategy: Strategy, first: number, end: number): void {
    const { market, state } = this;
    const { account, matcher, row } = state;
    const { feeds, timeline } = market;
    const equity = this.#equity;
    const due = new Int32Array(feeds.length);
    const sameClose = state.settings.marketAt === 'same-close';
    const holds = state.costs.holding.length > 0;
    const { maintenance } = state.rules;
    if (first > 0) {
      const before = timeline[first - 1] as number;
      for (let f = 0; f < feeds.length; f++) {
        const { closeTime } = (feeds[f] as Feed).columns;
        row[f] = firstAtOrAfter(closeTime, before + 1) - 1;
      }
    }
    for (let m = first; m < end; m++) {
      const now = timeline[m] as number;
      if (holds && m > first) state.charge(now - state.now);
      state.moment = m;
      let count = 0;
      for (let f = 0; f < feeds.length; f++) {
        const feed = feeds[f] as Feed;
        const next = (row[f] as number) + 1;
        if (next >= feed.bars || (feed.columns.closeTime[next] as number) > now) continue;
        row[f] = next;
        due[count++] = f;
        if (feed.isTraded) this.#meetBar(feed, next, now);
      }
      const value = account.equity();
      equity[m] = value;
      if (maintenance > 0 && account.openCount > 0) state.checkMargin(value);
      if (state.told.length > 0) this.#tell(strategy);
      for (let k = 0; k < count; k++) strategy.onBar(this.broker, due[k] as number, row[due[k] as number] as number);
      strategy.onMoment?.(this.broker);
      if (!sameClose) continue;
      for (let k = 0; k < count; k++) {
        const feed = feeds[due[k] as number] as Feed;
        if (feed.isTraded && matcher.hasOrders(feed.symbol))
          this.#fillAtClose(due[k] as number, row[due[k] as number] as number);
      }
      equity[m] = account.equity();
    }
  }

  #meetBar(feed: Feed, i: number, now: number): void {
    const { state } = this;
    const { account, matcher } = state;
    const s = feed.symbol;
    const c = feed.columns;
    if (feed.split !== undefined && feed.split[i] !== 1) state.split(s, feed.split[i] as number, c.open[i] as number);
    if (feed.pays && account.quantity[s] !== 0 && c.dividend[i] !== 0) account.dividend(s, c.dividend[i] as number);
    const known = state.volume(feed, i);
    if (matcher.hasOrders(s)) {
      matcher.meet(
        s,
        c.openTime[i] as number,
        now,
        c.open[i] as number,
        c.high[i] as number,
        c.low[i] as number,
        c.close[i] as number,
        known,
      );
      if (matcher.events.count > 0) this.#read();
    }
    if (account.quantity[s] !== 0) account.see(s, c.high[i] as number, c.low[i] as number, c.close[i] as number);
    if (feed.ends && i === feed.bars - 1) state.delist(s, c.close[i] as number);
  }

  #fillAtClose(f: number, i: number): void {
    const { state } = this;
    const feed = this.market.feeds[f] as Feed;
    const c = feed.columns;
    const known = state.volume(feed, i);
    const last = c.close[i] as number;
    state.matcher.meetSameClose(feed.symbol, state.now, c.high[i] as number, c.low[i] as number, last, known);
    this.#read();
    if (state.account.quantity[feed.symbol] !== 0) state.account.mark[feed.symbol] = last;
  }

  /** Counts what the account could not pay for. */
  #read(): void {
    const { events } = this.state.matcher;
    for (let i = 0; i < events.count; i++) if (events.at(i, 'kind') === eventKinds.rejected) this.#rejected++;
  }

  #tell(strategy: Strategy): void {
    const { told } = this.state;
    if (strategy.onFill)
      for (let k = 0; k < told.length; k += 4)
        strategy.onFill(
          this.broker,
          told[k] as number,
          told[k + 1] as number,
          told[k + 2] as number,
          told[k + 3] as number,
        );
    told.length = 0;
  }
}
