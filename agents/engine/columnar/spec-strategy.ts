/** A compiled spec as a strategy on columns: the decisions of the runner that also trades on paper, its legs as orders. */
import type { StrategyLimits } from '../../../shared/domain/limits.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { Feed as SpecFeed } from '../backtest/feeds.ts';
import { type Decision, decide, type SymbolMoment } from '../strategy-runner.ts';
import { legsOf } from '../strategy-runner-orders.ts';
import type { Sizer } from './signal-plan.ts';
import type { Broker, OrderHandle, Strategy } from './strategy.ts';

export class SpecStrategy implements Strategy {
  readonly #spec: StrategySpec;
  readonly #feeds: readonly SpecFeed[];
  readonly #limits: StrategyLimits;
  readonly #indexOf: ReadonlyMap<string, number>;
  /** Entry and market exit that may be at rest, by symbol, and the notional of the entry. */
  readonly #entry: Float64Array;
  readonly #exit: Float64Array;
  readonly #notional: Float64Array;
  readonly #sizers: readonly Sizer[] | undefined;
  #asked: SymbolMoment[] = [];

  /**
   * @param feeds in the order of the market's feeds.
   * @param sizers by symbol, in place of the spec's own sizing.
   */
  constructor(spec: StrategySpec, feeds: readonly SpecFeed[], limits: StrategyLimits, sizers?: readonly Sizer[]) {
    this.#sizers = sizers;
    this.#spec = spec;
    this.#feeds = feeds;
    this.#limits = limits;
    this.#indexOf = new Map(feeds.map((f, i) => [f.symbol, i]));
    this.#entry = new Float64Array(feeds.length);
    this.#exit = new Float64Array(feeds.length);
    this.#notional = new Float64Array(feeds.length);
  }

  onStart(): void {
    this.#entry.fill(-1);
    this.#exit.fill(-1);
    this.#asked = [];
  }

  /** Keeps the symbol for the moment's decision when it can have any part in it. */
  onBar(broker: Broker, s: number, bar: number): void {
    const feed = this.#feeds[s] as SpecFeed;
    const { signals } = feed;
    const long = signals.entryLong[bar] as number;
    const short = signals.entryShort[bar] as number;
    const held = broker.held(s);
    let barsHeld = 0;
    if (held === 0) {
      if (long === 0 && short === 0) return;
    } else {
      barsHeld = bar - (broker.account.entryBar[s] as number) + 1;
      const limit = this.#spec.protection.timeExitBars;
      const leaves = (held > 0 ? signals.exitLong : signals.exitShort)[bar] === 1;
      const flips = (held > 0 ? short : long) === 1;
      if (!leaves && !flips && (limit === null || barsHeld < limit)) return;
    }
    this.#asked.push({
      symbol: feed.symbol,
      index: bar,
      signals,
      close: feed.columns.close[bar] as number,
      lotSize: feed.instrument.lotSize,
      tickSize: feed.instrument.tickSize,
      quantity: held,
      barsHeld,
      entryPending: this.#isWorking(broker, s),
      exitPending: (this.#exit[s] as number) >= 0 && broker.isAtRest(this.#exit[s] as number),
      tradable: feed.instrument.tradable && !(feed.ends && bar === feed.columns.close.length - 1),
    });
  }

  onMoment(broker: Broker): void {
    if (this.#asked.length === 0) return;
    const equity = broker.equity();
    if (equity > 0) {
      const decisions = decide(
        this.#asked,
        {
          time: broker.now,
          equity,
          grossExposure: broker.account.gross() + this.#workingNotional(broker),
          openPositions: this.#openCount(broker),
          limits: this.#limits,
        },
        this.#spec,
      );
      for (const decision of decisions) this.#place(broker, this.#resized(broker, decision));
    }
    this.#asked.length = 0;
  }

  /** The decision with the quantity of the sizing that was asked for instead of the spec's. */
  #resized(broker: Broker, decision: Decision): Decision {
    if (this.#sizers === undefined || decision.purpose !== 'entry') return decision;
    const s = this.#indexOf.get(decision.symbol) as number;
    const lot = broker.market.lotSize[s] as number;
    const sizer = this.#sizers[s] as Sizer;
    const wanted = sizer(broker.lastBar(s), broker.equity(), broker.account.cash);
    return { ...decision, quantity: Number((Math.floor(wanted / lot + 1e-9) * lot).toFixed(8)) };
  }

  #isWorking(broker: Broker, s: number): boolean {
    return (this.#entry[s] as number) >= 0 && broker.isAtRest(this.#entry[s] as number);
  }

  #workingNotional(broker: Broker): number {
    let sum = 0;
    for (let s = 0; s < this.#feeds.length; s++) if (this.#isWorking(broker, s)) sum += this.#notional[s] as number;
    return sum;
  }

  #openCount(broker: Broker): number {
    let count = 0;
    for (let s = 0; s < this.#feeds.length; s++) if (broker.held(s) !== 0 || this.#isWorking(broker, s)) count++;
    return count;
  }

  #place(broker: Broker, decision: Decision): void {
    if (!(decision.quantity > 0) || !Number.isFinite(decision.quantity)) return;
    const symbol = this.#indexOf.get(decision.symbol) as number;
    let parent: OrderHandle | undefined;
    let group = 0;
    for (const leg of legsOf(decision)) {
      const handle = broker.submit({
        symbol,
        side: leg.side,
        type: leg.type,
        quantity: leg.quantity,
        timeInForce: leg.timeInForce as 'day' | 'gtc',
        reduceOnly: leg.reduceOnly,
        purpose: leg.purpose,
        ...(leg.limitPrice === null ? {} : { limitPrice: leg.limitPrice }),
        ...(leg.stopPrice === null ? {} : { stopPrice: leg.stopPrice }),
        ...(leg.trailBps === null ? {} : { trailBps: leg.trailBps }),
        ...(leg.isChild && parent !== undefined ? { parent, group } : {}),
      });
      if (leg.purpose === 'entry') {
        parent = handle;
        group = broker.newGroup();
        this.#entry[symbol] = handle;
        this.#notional[symbol] = decision.quantity * decision.referencePrice;
      } else if (!leg.isChild) this.#exit[symbol] = handle;
    }
  }
}
