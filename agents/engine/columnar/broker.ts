/** What a strategy may do at a close: orders in, cancels, and what is held. */
import { forces } from '../matching/order-table.ts';
import type { Account } from './account.ts';
import type { Feed, Market } from './market.ts';
import type { RunState } from './run-state.ts';
import type { Broker, OrderHandle, OrderRequest } from './strategy.ts';
import { type Purpose, purposeCode } from './trades.ts';

const entryCode = purposeCode('entry');
const exitCode = purposeCode('exit');

export class ColumnBroker implements Broker {
  readonly market: Market;
  readonly account: Account;
  readonly #state: RunState;

  constructor(state: RunState) {
    this.market = state.market;
    this.account = state.account;
    this.#state = state;
  }

  get participation(): number | null {
    return this.#state.participation;
  }

  get now(): number {
    return this.#state.now;
  }

  order(symbol: number, signed: number, purpose?: Purpose, timeInForce: 'gtc' | 'day' | 'ioc' = 'gtc'): OrderHandle {
    const code = purpose === undefined ? entryCode : purposeCode(purpose);
    return this.#state.desk.market(symbol, signed, this.#state.now, code, false, forces[timeInForce]);
  }

  submit(request: OrderRequest): OrderHandle {
    const f = this.market.tradedFeed[request.symbol] as number;
    const close = (this.market.feeds[f] as Feed).columns.close[Math.max(0, this.#state.rowOf(f))] as number;
    return this.#state.desk.submit(request, this.now, close);
  }

  bracket(entry: OrderRequest, stop: number | null, target: number | null, trailBps: number | null): OrderHandle {
    const parent = this.submit(entry);
    const group = this.#state.desk.newGroup();
    const { symbol, quantity } = entry;
    const side = entry.side === 'buy' ? ('sell' as const) : ('buy' as const);
    const child = {
      symbol,
      side,
      reduceOnly: true,
      parent,
      group,
      ...(quantity === undefined ? { quantity: Number.MAX_SAFE_INTEGER } : { quantity }),
    };
    if (stop !== null) this.submit({ ...child, type: 'stop', stopPrice: stop, purpose: 'stop-loss' });
    if (trailBps !== null) this.submit({ ...child, type: 'trailing-stop', trailBps, purpose: 'trailing-stop' });
    if (target !== null) this.submit({ ...child, type: 'limit', limitPrice: target, purpose: 'take-profit' });
    return parent;
  }

  close(symbol: number, purpose?: Purpose): OrderHandle {
    const held = this.account.quantity[symbol] as number;
    if (held === 0) return -1;
    return this.#state.desk.market(
      symbol,
      -held,
      this.now,
      purpose === undefined ? exitCode : purposeCode(purpose),
      true,
    );
  }

  cancel(handle: OrderHandle): boolean {
    const slot = this.#state.desk.slot(handle);
    if (slot < 0) return false;
    this.#state.matcher.cancel(slot, this.now);
    return true;
  }

  cancelAll(symbol: number): void {
    this.#state.cancelAll(symbol);
  }

  replace(handle: OrderHandle, change: { quantity?: number; limitPrice?: number; stopPrice?: number }): boolean {
    return this.#state.desk.replace(handle, change, this.now);
  }

  isAtRest(handle: OrderHandle): boolean {
    return this.#state.desk.slot(handle) >= 0;
  }

  newGroup(): number {
    return this.#state.desk.newGroup();
  }

  lastBar(symbol: number): number {
    return this.#state.rowOf(this.market.tradedFeed[symbol] as number);
  }

  held(symbol: number): number {
    return this.account.quantity[symbol] as number;
  }

  equity(): number {
    return this.account.equity();
  }
}
