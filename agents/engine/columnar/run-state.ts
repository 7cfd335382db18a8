/** The state of a run on columns: account, orders and clock, and the answers that the fill rules ask for. */
import { dayMs } from '../../../shared/core/time.ts';
import { eventAt, eventWidth } from '../matching/events.ts';
import type { Intrabar, MatchHost } from '../matching/execution.ts';
import { Matcher } from '../matching/matcher.ts';
import { reduceOnly } from '../matching/order-table.ts';
import { Account } from './account.ts';
import { defaultFills } from './chosen-parts.ts';
import type { FillView, HoldingView } from './costs/cost-model.ts';
import type { FillSettings } from './fills/fill-model.ts';
import type { Feed, Market } from './market.ts';
import { OrderDesk } from './order-desk.ts';
import { noCosts, type RecentHistory, type RunCosts, recentHistory } from './run-costs.ts';
import { type AccountRules, cashAccount, type RunOptions } from './strategy.ts';
import { FillColumns, purposeCode } from './trades.ts';

const marginCall = purposeCode('margin-call');
const delisted = purposeCode('delisted: closed at the last price');
const splitCode = purposeCode('rebalance');

export class RunState implements MatchHost {
  readonly market: Market;
  readonly account: Account;
  readonly matcher: Matcher;
  readonly desk: OrderDesk;
  readonly settings: FillSettings;
  readonly costs: RunCosts;
  readonly rules: AccountRules;
  readonly intrabar: Intrabar;
  readonly participation: number | null;
  readonly priceDecimals: undefined = undefined;
  readonly slippageInBar: boolean;
  readonly halfSpread: number;
  readonly dropsRest: boolean;
  readonly fixedSlippageBps: number | undefined;
  readonly hasFees: boolean;
  /** Row of the bar in hand, by feed: the last one that is known. Not kept where there is one series: its row is the moment. */
  readonly row: Int32Array;
  readonly #isOne: boolean;
  readonly #times: Float64Array;
  /** Index of the moment in the timeline; -1 before the first. */
  moment = -1;
  /** Just before the first moment of the run. */
  #before = 0.5;
  readonly fills: FillColumns | undefined;
  /** Fills that the strategy has not been told: symbol, signed quantity, price, handle. */
  readonly told: number[] = [];
  /** The strategy wants to be told. */
  tells = false;
  marginCalls = 0;
  fillCount = 0;
  readonly #history: readonly RecentHistory[];
  readonly #view: FillView = {
    price: 0,
    quantity: 0,
    side: 1,
    isOpening: true,
    high: 0,
    low: 0,
    volume: 0,
    volatility: 0,
    averageVolume: 0,
  };
  readonly #holding: HoldingView = { cash: 0, shortNotional: 0, statedBorrow: 0, unstatedShort: 0, days: 0 };

  /** @throws InvariantError when the capital is not positive. */
  constructor(market: Market, options: RunOptions) {
    this.market = market;
    this.settings = options.fills ?? defaultFills;
    this.costs = options.costs ?? noCosts;
    this.rules = options.account ?? cashAccount;
    this.intrabar = this.settings.intrabar;
    this.participation = this.settings.participation;
    this.slippageInBar = this.settings.slippageInBar;
    this.halfSpread = this.settings.halfSpread;
    this.fixedSlippageBps = this.costs.fixedSlippageBps;
    this.hasFees = this.costs.hasFees;
    this.dropsRest = this.rules.excess === 'refuse';
    this.account = new Account(market.symbols.length, options.capital);
    this.matcher = new Matcher(this);
    this.matcher.setPosition(market.symbols.length, 0);
    this.desk = new OrderDesk(this.matcher);
    this.row = new Int32Array(market.feeds.length);
    this.#isOne = market.feeds.length === 1;
    this.#times = market.timeline;
    this.fills = options.keepFills ? new FillColumns() : undefined;
    this.#history = this.costs.needsHistory ? market.feeds.map(recentHistory) : [];
  }

  /** Close time of the moment: looked up when somebody asks, which on most bars nobody does. */
  get now(): number {
    return this.moment < 0 ? this.#before : (this.#times[this.moment] as number);
  }

  /** Row of a feed's last known bar; -1 before its first. */
  rowOf(feed: number): number {
    return this.#isOne ? this.moment : (this.row[feed] as number);
  }

  /** Starts again with cash and nothing else, just before moment `first`. */
  clear(capital: number, first: number): void {
    this.moment = -1;
    this.#before = (this.#times[first] ?? 0) - 1;
    this.account.clear(capital);
    this.matcher.clear();
    this.desk.clear();
    this.row.fill(-1);
    if (this.fills) this.fills.count = 0;
    this.told.length = 0;
    this.marginCalls = 0;
    this.fillCount = 0;
  }

  /** Volume that caps orders; NaN = no cap. */
  volume(feed: Feed, bar: number): number {
    return this.participation === null || bar < feed.firstVolume ? Number.NaN : (feed.columns.volume[bar] as number);
  }

  cancelAll(symbol: number): void {
    const book = this.matcher.table.books[symbol];
    while (book !== undefined && book.count > 0) this.matcher.cancel(book.slots[book.count - 1] as number, this.now);
  }

  split(s: number, factor: number, price: number): void {
    const { account } = this;
    const bar = this.rowOf(this.market.tradedFeed[s] as number);
    if (account.quantity[s] !== 0) {
      account.split(s, factor, this.market.lotSize[s] as number, price, this.now, bar, splitCode);
      this.matcher.setPosition(s, account.quantity[s] as number);
    }
    this.desk.split(s, factor);
  }

  delist(s: number, price: number): void {
    this.cancelAll(s);
    const held = this.account.quantity[s] as number;
    if (held === 0) return;
    const bar = this.rowOf(this.market.tradedFeed[s] as number);
    this.account.settle(s, price, this.now, bar, delisted);
    this.matcher.setPosition(s, 0);
  }

  /** What holding since the last moment costs, at the prices of that moment. */
  charge(elapsedMs: number): void {
    const { account } = this;
    const h = this.#holding;
    h.cash = account.cash;
    h.shortNotional = account.short();
    h.statedBorrow = 0;
    h.unstatedShort = h.shortNotional;
    h.days = elapsedMs / dayMs;
    for (let k = 0; k < account.openCount; k++) {
      const s = account.open[k] as number;
      const f = this.market.tradedFeed[s] as number;
      const rates = (this.market.feeds[f] as Feed).borrowRate;
      const held = account.quantity[s] as number;
      if (held >= 0 || rates === undefined) continue;
      const notional = -held * (account.mark[s] as number);
      h.statedBorrow += notional * (rates[Math.max(0, this.rowOf(f))] as number);
      h.unstatedShort -= notional;
    }
    for (const { as, rule } of this.costs.holding) {
      const cost = rule(h);
      account.cash -= cost;
      account.totals[as] += cost;
    }
  }

  /** Below the maintenance margin, as much of every position is sold at the next open as brings it back with a tenth to spare. */
  checkMargin(equity: number): void {
    const { account } = this;
    const gross = account.gross();
    if (equity >= this.rules.maintenance * gross) return;
    this.marginCalls++;
    const cut = 1 - Math.max(0, equity) / (1.1 * this.rules.maintenance * gross);
    for (let k = 0; k < account.openCount; k++) {
      const s = account.open[k] as number;
      const lot = this.market.lotSize[s] as number;
      const held = account.quantity[s] as number;
      this.cancelAll(s);
      const size = Math.min(Math.abs(held), Math.ceil((Math.abs(held) * cut) / lot - 1e-9) * lot);
      if (size > 0) this.desk.market(s, -Math.sign(held) * size, this.now, marginCall, true);
    }
  }

  slippage(slot: number, price: number, quantity: number): number {
    const { table } = this.matcher;
    const s = table.symbol[slot] as number;
    const f = this.market.tradedFeed[s] as number;
    const c = (this.market.feeds[f] as Feed).columns;
    const i = this.rowOf(f);
    const view = this.#view;
    view.price = price;
    view.quantity = quantity;
    view.side = table.side[slot] as number;
    view.isOpening = (this.account.quantity[s] as number) * view.side >= 0;
    view.high = c.high[i] as number;
    view.low = c.low[i] as number;
    view.volume = c.volume[i] as number;
    const history = this.#history[f];
    view.volatility = history === undefined ? Number.NaN : (history.volatility[i] as number);
    view.averageVolume = history === undefined ? Number.NaN : (history.averageVolume[i] as number);
    return this.costs.slippage(view);
  }

  fees(quantity: number, notional: number, side: number, time: number): number {
    return this.costs.fees(quantity, notional, side, time);
  }

  lot(symbol: number): number {
    return this.market.lotSize[symbol] as number;
  }

  admit(slot: number, price: number, quantity: number): number {
    const { table } = this.matcher;
    const { buying, leverage, excess } = this.rules;
    if (buying === 'none' || ((table.flags[slot] as number) & reduceOnly) !== 0) return quantity;
    const { account } = this;
    const s = table.symbol[slot] as number;
    const sign = table.side[slot] as number;
    const held = account.quantity[s] as number;
    const closing = held * sign < 0 ? Math.min(Math.abs(held), quantity) : 0;
    const opening = quantity - closing;
    if (opening === 0 || (buying === 'cash' && sign < 0)) return quantity;
    const room =
      buying === 'cash'
        ? account.cash - closing * price - this.#feeOf(slot, quantity, price)
        : leverage * account.equity() - account.gross() + closing * (account.mark[s] as number);
    if (opening * price <= room) return quantity;
    if (excess === 'refuse') return closing;
    const lot = this.market.lotSize[s] as number;
    return Math.min(quantity, closing + Math.max(0, Math.floor(room / price / lot + 1e-9) * lot));
  }

  #feeOf(slot: number, quantity: number, price: number): number {
    const { table } = this.matcher;
    const filled = table.filled[slot] as number;
    const notional = table.notional[slot] as number;
    const side = table.side[slot] as number;
    return (
      this.costs.fees(filled + quantity, notional + quantity * price, side, this.now) - (table.feesPaid[slot] as number)
    );
  }

  sized(slot: number, price: number): number {
    const { table } = this.matcher;
    const { account } = this;
    const lot = this.market.lotSize[table.symbol[slot] as number] as number;
    const free = this.rules.leverage * account.equity() - account.gross();
    const unit = price + this.costs.fees(1, price, table.side[slot] as number, this.now);
    return Math.floor((free * (table.share[slot] as number)) / unit / lot + 1e-12) * lot;
  }

  filled(event: number): void {
    const { table, events: e } = this.matcher;
    const { rows } = e;
    const at = event * eventWidth;
    const slot = (rows[at + eventAt.slot] as number) | 0;
    const s = table.symbol[slot] as number;
    const sign = table.side[slot] as number;
    const bar = this.rowOf(this.market.tradedFeed[s] as number);
    const price = rows[at + eventAt.price] as number;
    const quantity = rows[at + eventAt.quantity] as number;
    this.fillCount++;
    this.account.fillOf(rows, at, s, sign, bar, table.tag[slot] as number);
    const fills = this.fills;
    if (fills !== undefined) {
      const i = fills.add();
      fills.symbol[i] = s;
      fills.side[i] = sign;
      fills.bar[i] = bar;
      fills.order[i] = table.sequence[slot] as number;
      fills.quantity[i] = quantity;
      fills.price[i] = price;
      fills.fee[i] = rows[at + eventAt.fee] as number;
      fills.time[i] = rows[at + eventAt.time] as number;
    }
    if (this.tells) this.told.push(s, sign * quantity, price, this.desk.handle(slot));
  }
}
