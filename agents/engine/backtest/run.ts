/** The event-driven backtest: bars in time order, fills at the next open, every order through the gate. */
import { ensureDefined, invariant } from '../../../shared/core/assert.ts';
import type { StrategyLimits } from '../../../shared/domain/limits.ts';
import type { OrderIntent } from '../../../shared/domain/order.ts';
import { type CompiledStrategy, compileStrategy } from '../../../shared/strategy/compile.ts';
import { type StrategySpec, specHash, strategyIdOf } from '../../../shared/strategy/spec.ts';
import type { Dataset } from '../../kernel/ports.ts';
import { createCommission } from '../matching/commission.ts';
import { createMatchingEngine } from '../matching/engine.ts';
import type { MatchEvent } from '../matching/types.ts';
import type { GateContext } from '../orders/gate-check.ts';
import { createPortfolio } from '../portfolio/portfolio.ts';
import { type Decision, decide, type SymbolMoment } from '../strategy-runner.ts';
import { intentOf, legsOf } from '../strategy-runner-orders.ts';
import { createAccountFacts } from './account-facts.ts';
import type { BarOrderWatch } from './bar-order.ts';
import { type Feed, type PreparedFeeds, prepareFeeds } from './feeds.ts';
import type { RegimeHistory, SignalHistory } from './histories.ts';
import type { BacktestCosts, BacktestResult, RefusedOrder } from './types.ts';

/** What the backtest needs of the order gate; `createGate` of ../orders/gate.ts fits. */
export interface BacktestGate {
  check(
    intent: OrderIntent,
    context: GateContext,
  ): { readonly approved: true } | { approved: false; check: string; reason: string };
}

export interface BacktestInput {
  readonly spec: StrategySpec;
  /** Saves compiling again when several runs share a spec. */
  readonly compiled?: CompiledStrategy;
  readonly dataset: Dataset;
  readonly regime?: RegimeHistory | undefined;
  readonly signal?: SignalHistory | undefined;
  readonly costs: BacktestCosts;
  /** Account currency at the start. */
  readonly capital: number;
  readonly limits: StrategyLimits;
  readonly gate: BacktestGate;
  /** Close times between which it trades, both included; default all. Signals may look back before `from`. */
  readonly from?: number;
  readonly to?: number;
  readonly intrabar: 'worst' | 'best';
  readonly deploymentId?: string;
  /** Feeds made before by `prepareFeeds` from the same spec and dataset; they are rewound here. */
  readonly feeds?: PreparedFeeds;
  /** Told of entries and bars: says after the run whether the order of prices inside a bar could have mattered. */
  readonly watch?: BarOrderWatch;
}

const maxRefusedListed = 200;
const cents = (value: number): number => Math.round(value * 1e4) / 1e4;

/** Runs a spec over a dataset. @throws InvariantError when the spec does not compile: validation comes before. */
export function runBacktest(input: BacktestInput): BacktestResult {
  const { spec, dataset, limits, gate, capital, watch } = input;
  const compiled = input.compiled ?? compileOrThrow(spec);
  const { feeds, missing, timeline } = input.feeds ?? prepareFeeds(compiled, dataset, input.regime, input.signal);
  const from = input.from ?? Number.NEGATIVE_INFINITY;
  const to = input.to ?? Number.POSITIVE_INFINITY;
  const strategyId = strategyIdOf(spec);
  const deploymentId = input.deploymentId ?? `bt-${strategyId}`;
  const owner = { deploymentId, strategyId, environment: 'backtest', approvalHash: null } as const;

  const byName = new Map(feeds.map((f) => [f.symbol, f]));
  const portfolio = createPortfolio(capital);
  const facts = createAccountFacts(portfolio, limits, capital);
  const lots = new Map(feeds.map((f) => [f.symbol, f.instrument.lotSize]));
  const engine = createMatchingEngine({
    slippageBps: input.costs.slippageBps,
    commission: createCommission({
      bps: input.costs.commissionBps,
      perShare: input.costs.commissionPerShare,
      minimum: input.costs.commissionMinimum,
    }),
    intrabar: input.intrabar,
    // Each fill is booked at once, so that the next order of the bar meets the account as it is by then.
    onFill: (fill) => {
      fills++;
      const feed = ensureDefined(byName.get(fill.symbol), 'only known symbols are traded');
      const trade = portfolio.apply({ ...fill, bar: feed.next - 1, reason: purposes.get(fill.orderId) ?? 'exit' });
      if (trade) trades.push(trade);
    },
    lotSize: (symbol) => lots.get(symbol) ?? 1,
    admit: (order, price, quantity) => {
      if (order.reduceOnly) return quantity;
      const room = limits.maxGrossLeverage * portfolio.equity() - portfolio.grossExposure();
      const lot = lots.get(order.symbol) ?? 1;
      return Math.min(quantity, Math.max(0, Math.floor(room / price / lot + 1e-9) * lot));
    },
  });

  const trades: BacktestResult['trades'] = [];
  const refused: RefusedOrder[] = [];
  let refusedOrders = 0;
  let orders = 0;
  let fills = 0;
  const purposes = new Map<string, OrderIntent['purpose']>();
  const exiting = new Set<string>();

  const turnDown = (time: number, symbol: string, purpose: string, check: string, reason: string): void => {
    refusedOrders++;
    if (refused.length < maxRefusedListed) refused.push({ time, symbol, purpose, check, reason });
  };

  const record = (events: readonly MatchEvent[], feed: Feed): void => {
    for (const event of events) {
      const purpose = purposes.get(event.orderId) ?? 'exit';
      if (event.kind === 'fill') {
        if (event.remaining > 0) {
          watch?.filledInPart();
          continue;
        }
      } else if (event.kind === 'rejected')
        turnDown(event.time, event.symbol, purpose, 'buying-power-at-fill', event.reason);
      purposes.delete(event.orderId);
      facts.orderEnded(event.orderId);
      if (purpose === 'exit' || purpose === 'time-exit') exiting.delete(feed.symbol);
    }
  };

  const place = (decision: Decision, feed: Feed): void => {
    let parentId: string | undefined;
    watch?.entered(decision);
    for (const leg of legsOf(decision)) {
      const id = `${deploymentId}-${orders++}`;
      const answer = gate.check(intentOf(leg, decision, owner, id), facts.context(feed, decision, leg));
      if (!answer.approved) {
        turnDown(decision.decidedAt, decision.symbol, leg.purpose, answer.check, answer.reason);
        // An entry whose protection was turned down is not entered.
        if (parentId !== undefined) record(engine.cancel(parentId, 'its protection was refused'), feed);
        return;
      }
      purposes.set(id, leg.purpose);
      feed.busy = true;
      engine.submit({
        ...leg,
        id,
        symbol: decision.symbol,
        decidedAt: decision.decidedAt,
        ocoGroup: leg.isChild ? (parentId ?? null) : null,
        parentId: leg.isChild ? (parentId ?? null) : null,
      });
      if (leg.purpose === 'entry') {
        parentId = id;
        facts.entrySent(id, decision);
      } else if (!leg.isChild) exiting.add(decision.symbol);
    }
  };

  /** A listing that ends closes its position at the last price there was. */
  const delist = (feed: Feed, bar: number, time: number): void => {
    for (const { order } of engine.orders(feed.symbol))
      record(engine.cancel(order.id, 'the listing ended', time), feed);
    const held = portfolio.position(feed.symbol);
    if (!held) return;
    const price = feed.columns.close[bar] as number;
    const side = held.quantity > 0 ? 'sell' : 'buy';
    const quantity = Math.abs(held.quantity);
    engine.adoptPosition(feed.symbol, 0);
    const trade = portfolio.apply({
      symbol: feed.symbol,
      side,
      quantity,
      price,
      referencePrice: price,
      fee: 0,
      time,
      bar,
      reason: 'delisted: closed at the last price',
    });
    if (trade) trades.push(trade);
  };

  const times: number[] = [];
  const equity: number[] = [];
  const drawdown: number[] = [];
  const exposure: number[] = [];
  const moment: Feed[] = [];
  const asked: SymbolMoment[] = [];
  for (const feed of feeds) {
    feed.next = 0;
    feed.hasVolume = false;
    feed.busy = false;
  }

  for (const now of timeline) {
    if (now > to) break;
    moment.length = 0;
    for (const feed of feeds) {
      if (feed.columns.closeTime[feed.next] === now) {
        moment.push(feed);
        if (!feed.hasVolume) feed.hasVolume = (feed.columns.volume[feed.next] as number) > 0;
        feed.next++;
      }
    }
    if (now < from) continue;

    // Dividends first: what they add is there for every order of the moment, whichever symbol comes first.
    for (const feed of moment) {
      const dividend = feed.busy ? (feed.columns.dividend[feed.next - 1] as number) : 0;
      if (dividend !== 0) portfolio.payDividend(feed.symbol, dividend);
    }
    for (const feed of moment) {
      if (!feed.busy) continue;
      const bar = feed.next - 1;
      const c = feed.columns;
      if (engine.hasOrders(feed.symbol)) {
        watch?.bar(feed.symbol, c.high[bar] as number, c.low[bar] as number);
        const events = engine.onBar({
          symbol: feed.symbol,
          openTime: c.openTime[bar] as number,
          closeTime: now,
          open: c.open[bar] as number,
          high: c.high[bar] as number,
          low: c.low[bar] as number,
          close: c.close[bar] as number,
          volume: feed.hasVolume ? (c.volume[bar] as number) : Number.NaN,
        });
        if (events.length > 0) record(events, feed);
      }
      portfolio.mark(feed.symbol, c.close[bar] as number);
      if (feed.ends && feed.next === c.close.length) delist(feed, bar, now);
      feed.busy = portfolio.position(feed.symbol) !== undefined || engine.hasOrders(feed.symbol);
    }

    const state = facts.closeMoment(now);
    times.push(now);
    equity.push(cents(state.equity));
    drawdown.push(Math.round(state.fall * 1e6) / 1e6);
    exposure.push(state.equity > 0 ? Math.round((portfolio.grossExposure() / state.equity) * 1e4) / 1e4 : 0);
    if (!(state.equity > 0)) continue;

    asked.length = 0;
    for (const feed of moment) {
      const index = feed.next - 1;
      const { signals } = feed;
      const held = feed.busy ? portfolio.position(feed.symbol) : undefined;
      if (!held && signals.entryLong[index] === 0 && signals.entryShort[index] === 0) continue;
      asked.push({
        symbol: feed.symbol,
        index,
        signals,
        close: feed.columns.close[index] as number,
        lotSize: feed.instrument.lotSize,
        tickSize: feed.instrument.tickSize,
        quantity: held?.quantity ?? 0,
        barsHeld: held ? index - held.entryBar + 1 : 0,
        entryPending: facts.entryPending(feed.symbol),
        exitPending: exiting.has(feed.symbol),
        tradable: feed.instrument.tradable && !(feed.ends && feed.next === feed.columns.close.length),
      });
    }
    if (asked.length === 0) continue;
    const decisions = decide(
      asked,
      {
        time: now,
        equity: state.equity,
        grossExposure: facts.grossWithPending(),
        openPositions: facts.openCount(),
        limits,
      },
      spec,
    );
    for (const decision of decisions)
      place(decision, ensureDefined(byName.get(decision.symbol), 'only known symbols are asked'));
  }

  const totals = portfolio.totals();
  return {
    schema: 1,
    strategyId,
    specHash: specHash(spec),
    datasetId: dataset.manifest.id,
    synthetic: dataset.manifest.synthetic,
    timeframe: spec.timeframe,
    intrabar: input.intrabar,
    symbols: feeds.map((f) => f.symbol),
    missingSymbols: missing,
    capital,
    warmUpBars: compiled.warmUp,
    times,
    equity,
    drawdown,
    exposure,
    trades: trades.map((t) => ({ ...t, pnl: cents(t.pnl), fees: cents(t.fees) })),
    refused,
    refusedOrders,
    openPositions: portfolio.positions().map((p) => ({
      symbol: p.symbol,
      quantity: p.quantity,
      averagePrice: p.averagePrice,
      marketPrice: p.marketPrice,
      unrealisedPnl: cents(p.quantity * (p.marketPrice - p.averagePrice)),
      entryTime: p.entryTime,
    })),
    orders,
    fills,
    costs: {
      commission: cents(totals.commission),
      slippage: cents(totals.slippage),
      dividends: cents(totals.dividends),
      tradedNotional: cents(totals.tradedNotional),
    },
    finalEquity: equity[equity.length - 1] ?? capital,
  };
}

function compileOrThrow(spec: StrategySpec): CompiledStrategy {
  const compiled = compileStrategy(spec);
  invariant(compiled.ok, 'a spec is checked before it is run');
  return compiled.value;
}
