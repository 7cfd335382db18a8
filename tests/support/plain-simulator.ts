/** A slow and obvious simulator of one symbol: orders are objects in a list, every rule is spelled out, nothing is skipped. */
// It restates the rules of agents/engine/matching/README.md in another style, so that both can be held against each other.

export interface PlainBar {
  openTime: number;
  closeTime: number;
  open: number;
  high: number;
  low: number;
  close: number;
  volume: number;
}

export interface PlainOrder {
  name: string;
  side: 'buy' | 'sell';
  type: 'market' | 'limit' | 'stop' | 'stop-limit' | 'trailing-stop';
  timeInForce: 'gtc' | 'day' | 'opg' | 'cls' | 'ioc';
  quantity: number;
  limitPrice?: number | undefined;
  stopPrice?: number | undefined;
  trailBps?: number | undefined;
  trailMoney?: number | undefined;
  goodTill?: number | undefined;
  reduceOnly: boolean;
  group?: string | undefined;
  parent?: string | undefined;
  decidedAt: number;
}

export interface PlainFill {
  order: string;
  side: 'buy' | 'sell';
  quantity: number;
  price: number;
  fee: number;
  time: number;
}

interface Resting extends PlainOrder {
  remaining: number;
  filled: number;
  notional: number;
  feesPaid: number;
  asleep: boolean;
  gone: boolean;
  triggered: boolean;
  best: number | undefined;
  wokenAt: number | undefined;
  blockedByVolume: boolean;
  firstDay: number | undefined;
}

export interface PlainSettings {
  intrabar: 'worst' | 'best';
  participation: number | null;
  slippageBps: number;
  lot: number;
  capital: number;
  /** Gross notional over equity that entries may reach; null = no limit. */
  leverage: number | null;
  fees(quantity: number, notional: number, side: 'buy' | 'sell'): number;
}

const dayMs = 86_400_000;

export class PlainSimulator {
  readonly settings: PlainSettings;
  readonly fills: PlainFill[] = [];
  orders: Resting[] = [];
  cash: number;
  position = 0;
  lastPrice = 0;
  volumeLeft = 0;

  constructor(settings: PlainSettings) {
    this.settings = settings;
    this.cash = settings.capital;
  }

  equity(): number {
    return this.cash + this.position * this.lastPrice;
  }

  submit(order: PlainOrder): void {
    const parent = this.orders.find((o) => o.name === order.parent);
    this.orders.push({
      ...order,
      remaining: order.quantity,
      filled: 0,
      notional: 0,
      feesPaid: 0,
      asleep: parent !== undefined && parent.filled === 0,
      gone: false,
      triggered: false,
      best: undefined,
      wokenAt: undefined,
      blockedByVolume: false,
      firstDay: undefined,
    });
  }

  cancel(name: string): void {
    const order = this.orders.find((o) => o.name === name);
    if (order) this.remove(order);
    this.orders = this.orders.filter((o) => !o.gone);
  }

  replace(name: string, change: { quantity: number; limitPrice: number; stopPrice: number }): void {
    const order = this.orders.find((o) => o.name === name);
    if (!order) return;
    order.limitPrice = change.limitPrice;
    order.stopPrice = change.stopPrice;
    order.remaining = change.quantity - order.filled;
    if (order.remaining <= 0) this.cancel(name);
  }

  playBar(bar: PlainBar, volumeIsKnown: boolean): void {
    const { participation } = this.settings;
    this.volumeLeft = participation === null || !volumeIsKnown ? Number.POSITIVE_INFINITY : bar.volume * participation;
    for (const order of this.orders) order.blockedByVolume = false;
    this.endOfValidity(bar);
    this.atTheOpen(bar);
    this.insideTheBar(bar);
    this.trailingStops(bar);
    this.atTheClose(bar);
    this.endOfSession(bar);
    this.orders = this.orders.filter((o) => !o.gone);
    if (this.position !== 0) this.lastPrice = bar.close;
  }

  private awake(bar: PlainBar): Resting[] {
    return this.orders.filter((o) => !o.gone && !o.asleep && o.decidedAt <= bar.openTime);
  }

  private remove(order: Resting): void {
    if (order.gone) return;
    order.gone = true;
    if (order.filled > 0) return;
    for (const child of this.orders) if (child.asleep && child.parent === order.name) this.remove(child);
  }

  private endOfValidity(bar: PlainBar): void {
    const today = Math.floor(bar.openTime / dayMs);
    for (const order of this.orders) {
      if (order.gone || order.asleep) continue;
      if (order.goodTill !== undefined && order.goodTill < bar.openTime) this.remove(order);
      if (order.timeInForce !== 'day' || order.decidedAt > bar.openTime) continue;
      if (order.firstDay === undefined) order.firstDay = today;
      else if (order.firstDay !== today) this.remove(order);
    }
  }

  private endOfSession(bar: PlainBar): void {
    if (bar.closeTime - bar.openTime < 4 * 3_600_000) return;
    for (const order of this.awake(bar)) if (order.timeInForce === 'day') this.remove(order);
  }

  private trigger(order: Resting): number | undefined {
    if (order.type !== 'trailing-stop') return order.stopPrice;
    if (order.best === undefined) return undefined;
    const sign = order.side === 'buy' ? 1 : -1;
    if (order.trailMoney !== undefined) return order.best + sign * order.trailMoney;
    return order.best * (1 + (sign * (order.trailBps as number)) / 10_000);
  }

  private isStopReached(order: Resting, price: number): boolean {
    const stop = this.trigger(order);
    if (stop === undefined) return false;
    return order.side === 'buy' ? price >= stop : price <= stop;
  }

  private isLimitPassed(order: Resting, price: number): boolean {
    const limit = order.limitPrice as number;
    return order.side === 'buy' ? price <= limit : price >= limit;
  }

  private atTheOpen(bar: PlainBar): void {
    for (const order of [...this.orders]) {
      if (!this.awake(bar).includes(order) || order.timeInForce === 'cls') continue;
      if (order.type === 'stop-limit' && this.isStopReached(order, bar.open)) order.triggered = true;
      const fillsNow =
        order.type === 'market' ||
        (order.type === 'limit' && this.isLimitPassed(order, bar.open)) ||
        (order.type === 'stop-limit' && order.triggered && this.isLimitPassed(order, bar.open)) ||
        ((order.type === 'stop' || order.type === 'trailing-stop') &&
          (order.triggered || this.isStopReached(order, bar.open)));
      if (fillsNow) this.fill(order, bar.open, bar.openTime, false);
      else if (order.type === 'trailing-stop') this.follow(order, bar.open);
      if (order.timeInForce === 'opg' || order.timeInForce === 'ioc') if (order.remaining > 0) this.remove(order);
    }
  }

  /** The price an order gets inside the bar; undefined when it gets none. */
  private insidePrice(order: Resting, bar: PlainBar): number | undefined {
    const start = order.wokenAt ?? bar.open;
    if (order.type === 'market') return start;
    // Woken inside the bar, what comes last by the stated pessimism (or optimism) needs the close as proof.
    const needsProof = order.wokenAt !== undefined && this.rank(order) === 2;
    const low = needsProof ? bar.close : bar.low;
    const high = needsProof ? bar.close : bar.high;
    const [good, bad] = order.side === 'buy' ? [low, high] : [high, low];
    if (order.type === 'limit') {
      if (!this.isLimitPassed(order, good)) return undefined;
      return this.isLimitPassed(order, start) ? start : order.limitPrice;
    }
    if (order.type === 'stop-limit') {
      if (order.triggered) return this.isLimitPassed(order, good) ? order.limitPrice : undefined;
      if (!this.isStopReached(order, bad)) return undefined;
      order.triggered = true;
      if (this.isLimitPassed(order, order.stopPrice as number)) return order.stopPrice;
      return this.isLimitPassed(order, bar.close) ? order.limitPrice : undefined;
    }
    if (order.triggered || this.isStopReached(order, start)) return start;
    return this.isStopReached(order, bad) ? this.trigger(order) : undefined;
  }

  private rank(order: Resting): number {
    if (!order.reduceOnly) return 1;
    const isTarget = order.type === 'limit';
    if (this.settings.intrabar === 'worst') return isTarget ? 2 : 0;
    return isTarget ? 0 : 2;
  }

  private insideTheBar(bar: PlainBar): void {
    for (;;) {
      const candidates = this.awake(bar)
        .filter((o) => !o.blockedByVolume && o.timeInForce !== 'cls')
        .map((order) => ({ order, price: this.insidePrice(order, bar) }))
        .filter((c) => c.price !== undefined) as { order: Resting; price: number }[];
      if (candidates.length === 0) return;
      candidates.sort(
        (a, b) =>
          this.rank(a.order) - this.rank(b.order) || Math.abs(a.price - bar.open) - Math.abs(b.price - bar.open),
      );
      const { order, price } = candidates[0] as { order: Resting; price: number };
      this.fill(order, price, bar.closeTime, true);
    }
  }

  private trailingStops(bar: PlainBar): void {
    for (const order of this.orders) {
      if (order.type !== 'trailing-stop' || order.triggered || !this.awake(bar).includes(order)) continue;
      if (order.wokenAt !== undefined) this.follow(order, bar.close);
      else this.follow(order, order.side === 'sell' ? bar.high : bar.low);
      if (this.isStopReached(order, bar.close)) this.fill(order, this.trigger(order) as number, bar.closeTime, true);
    }
  }

  private atTheClose(bar: PlainBar): void {
    for (const order of this.orders) {
      order.wokenAt = undefined;
      if (order.timeInForce !== 'cls' || !this.awake(bar).includes(order)) continue;
      if (order.type === 'market' || this.isLimitPassed(order, bar.close))
        this.fill(order, bar.close, bar.closeTime, true);
      if (order.remaining > 0) this.remove(order);
    }
  }

  private follow(order: Resting, price: number): void {
    if (order.best === undefined) order.best = price;
    else order.best = order.side === 'sell' ? Math.max(order.best, price) : Math.min(order.best, price);
  }

  private fill(order: Resting, reference: number, time: number, isInside: boolean): void {
    const sign = order.side === 'buy' ? 1 : -1;
    let quantity = order.remaining;
    if (order.reduceOnly) {
      const reducible = -sign * this.position;
      if (reducible <= 0) {
        this.remove(order);
        return;
      }
      quantity = Math.min(quantity, reducible);
    }
    const isLimit = order.type === 'limit' || order.type === 'stop-limit';
    if (!isLimit) order.triggered = true;
    if (quantity > this.volumeLeft) {
      quantity = Math.floor(this.volumeLeft / this.settings.lot + 1e-9) * this.settings.lot;
      order.blockedByVolume = true;
      if (quantity <= 0) return;
    }
    const price = isLimit ? reference : reference * (1 + (sign * this.settings.slippageBps) / 10_000);
    quantity = Math.min(quantity, this.affordable(order, sign, price, quantity));
    if (!(quantity > 0)) {
      this.remove(order);
      return;
    }
    const isAll = order.reduceOnly && quantity === Math.abs(this.position);
    order.filled += quantity;
    order.notional += quantity * price;
    order.remaining = isAll ? 0 : order.remaining - quantity;
    const fees = this.settings.fees(order.filled, order.notional, order.side);
    const fee = fees - order.feesPaid;
    order.feesPaid = fees;
    if (this.position === 0) this.lastPrice = price;
    const before = this.position;
    this.position += sign * quantity;
    if (before !== 0 && before * this.position < 0) this.lastPrice = price;
    this.cash -= sign * (quantity * price) + fee;
    this.volumeLeft -= quantity;
    this.fills.push({ order: order.name, side: order.side, quantity, price, fee, time });
    if (order.remaining <= 0) order.gone = true;
    for (const child of this.orders) {
      if (!child.asleep || child.gone || child.parent !== order.name) continue;
      child.asleep = false;
      child.best = price;
      if (isInside) child.wokenAt = price;
    }
    for (const other of this.orders) {
      if (other === order || other.gone || other.asleep) continue;
      if (this.position === 0 && other.reduceOnly) this.remove(other);
      else if (order.group !== undefined && other.group === order.group) {
        other.remaining -= quantity;
        if (order.remaining <= 0 || other.remaining <= 0) this.remove(other);
      }
    }
  }

  private affordable(order: Resting, sign: number, price: number, quantity: number): number {
    const { leverage, lot } = this.settings;
    if (leverage === null || order.reduceOnly) return quantity;
    const closing = this.position * sign < 0 ? Math.min(Math.abs(this.position), quantity) : 0;
    if (closing === quantity) return quantity;
    const gross = Math.abs(this.position) * this.lastPrice;
    const room = leverage * this.equity() - gross + closing * this.lastPrice;
    if ((quantity - closing) * price <= room) return quantity;
    return closing + Math.max(0, Math.floor(room / price / lot + 1e-9) * lot);
  }
}
