/** One approved strategy on one live session: bars run through its interpreter, and the backtest's own rules decide at every close. */

import type { Bar } from '../../../shared/domain/bar.ts';
import type { CompiledStrategy, MarketSeries, StrategySignals } from '../../../shared/strategy/compile.ts';
import { type ClosedBar, createInterpreter, type SignalRow } from '../../../shared/strategy/interpret/interpreter.ts';
import { rowOf } from '../../../shared/strategy/rules/higher-bars.ts';
import { isProtective } from '../../brokers/broker.ts';
import type { RegimeHistory, SignalHistory } from '../../engine/backtest/histories.ts';
import { createRuleMarket } from '../../engine/backtest/rule-market.ts';
import { type Decision, decide, type SymbolMoment } from '../../engine/strategy-runner.ts';
import type { OrderDeskPort, StandingDeployment } from '../../kernel/order-ports.ts';
import type { Dataset } from '../../kernel/ports.ts';
import { createKnownNow } from './known-now.ts';

export interface StrategySession {
  readonly deploymentId: string;
  /** Takes the history before the session's first moment; in pieces, so that nothing else waits long. */
  warmUp(before: number): Promise<void>;
  /** Decisions at the close of a moment, on the bars that closed with it. */
  decide(bars: readonly Bar[], time: number): readonly Decision[];
}

/** Bars of history between two pauses: a few milliseconds of work. */
const barsAtOnce = 256;

/** Creates a session. Histories are joined as of each close; the dataset is read only for bars before the session's first. */
export function createStrategySession(options: {
  readonly deployment: StandingDeployment;
  readonly compiled: CompiledStrategy;
  readonly dataset: Dataset;
  readonly regime: RegimeHistory | undefined;
  readonly signal: SignalHistory | undefined;
  readonly orders: OrderDeskPort;
}): StrategySession {
  const { deployment, compiled, dataset, regime, signal, orders } = options;
  const { deploymentId } = deployment;
  const { spec } = compiled;
  const instruments = new Map(dataset.manifest.instruments.map((i) => [i.symbol, i]));
  const interpreter = createInterpreter(compiled);
  const watched = new Set(interpreter.symbols);
  const known = createKnownNow(regime, signal);
  let lastTime = Number.NEGATIVE_INFINITY;
  /** Bar number of the entry, by symbol, for the position opened at that time. */
  const entries = new Map<string, { openedAt: number; bar: number }>();

  /** Rows of the strategy's symbols on new bars; bars of a moment that is over are dropped. */
  const rowsOf = (bars: readonly Bar[]): { row: SignalRow; bar: Bar }[] => {
    const fresh = bars.filter(
      (bar) => bar.timeframe === spec.timeframe && watched.has(bar.symbol) && bar.closeTime > lastTime,
    );
    const times = [...new Set(fresh.map((bar) => bar.closeTime))].sort((a, b) => a - b);
    return times.flatMap((time) => {
      lastTime = time;
      const bySymbol = new Map(fresh.filter((bar) => bar.closeTime === time).map((bar) => [bar.symbol, bar]));
      const closed = [...bySymbol].map(([symbol, bar]): ClosedBar => ({ symbol, bar, ...known(symbol, time) }));
      return interpreter.next({ time, bars: closed }).flatMap((row) => {
        const bar = bySymbol.get(row.symbol);
        return bar ? [{ row, bar }] : [];
      });
    });
  };

  return {
    deploymentId,
    async warmUp(before) {
      const market = createRuleMarket(dataset, spec.timeframe, regime, signal);
      const feeds = interpreter.symbols.flatMap((symbol) => {
        const series = market.series(symbol);
        return series ? [{ symbol, series, next: 0 }] : [];
      });
      for (let waiting = 0; ; ) {
        const time = Math.min(...feeds.map((f) => f.series.columns.closeTime[f.next] ?? Number.POSITIVE_INFINITY));
        if (!(time < before)) return;
        const bars: ClosedBar[] = [];
        for (const feed of feeds)
          if (feed.series.columns.closeTime[feed.next] === time)
            bars.push(closedBar(feed.symbol, feed.series, feed.next++));
        interpreter.next({ time, bars });
        lastTime = time;
        waiting += bars.length;
        if (waiting < barsAtOnce) continue;
        waiting = 0;
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    },
    decide(bars, time) {
      const positions = new Map(
        orders
          .positions()
          .filter((p) => p.deploymentId === deploymentId)
          .map((p) => [p.symbol, p]),
      );
      const entering = new Set<string>();
      const exiting = new Set<string>();
      for (const { intent } of orders.openOrders()) {
        if (intent.deploymentId !== deploymentId || isProtective(intent)) continue;
        (intent.reduceOnly ? exiting : entering).add(intent.symbol);
      }
      const asked = rowsOf(bars).map(({ row, bar }): SymbolMoment => {
        const { symbol, index } = row;
        const position = positions.get(symbol);
        if (!position) entries.delete(symbol);
        else if (entries.get(symbol)?.openedAt !== position.openedAt)
          entries.set(symbol, { openedAt: position.openedAt, bar: index });
        const instrument = instruments.get(symbol);
        return {
          symbol,
          index: 0,
          signals: signalsOf(row, compiled.warmUp),
          close: bar.close,
          lotSize: instrument?.lotSize ?? 1,
          tickSize: instrument?.tickSize ?? 0.01,
          quantity: Number(position?.quantity ?? 0),
          barsHeld: position ? index - (entries.get(symbol)?.bar ?? index) + 1 : 0,
          entryPending: entering.has(symbol),
          exitPending: exiting.has(symbol),
          tradable: instrument?.tradable === true && (instrument.delistedAt === null || time < instrument.delistedAt),
        };
      });
      if (asked.length === 0) return [];
      const book = orders.strategyBook(deploymentId);
      return decide(
        asked,
        {
          time,
          equity: book.equity,
          grossExposure: book.grossExposure,
          openPositions: new Set([...positions.keys(), ...entering]).size,
          limits: deployment.limits,
        },
        spec,
      );
    },
  };
}

/** A row of history with what was known at its close. */
function closedBar(symbol: string, series: MarketSeries, row: number): ClosedBar {
  const bar = rowOf(series.columns, row);
  const label = series.regime?.label[row] ?? 255;
  const volatility = series.regime?.volatility[row] ?? 255;
  return { symbol, bar, regime: { label, volatility }, signal: series.signal?.[row] ?? Number.NaN };
}

/** A row as columns of one: what the backtest's rules read. */
function signalsOf(row: SignalRow, warmUp: number): StrategySignals {
  return {
    entryLong: Uint8Array.of(+row.entryLong),
    exitLong: Uint8Array.of(+row.exitLong),
    entryShort: Uint8Array.of(+row.entryShort),
    exitShort: Uint8Array.of(+row.exitShort),
    atr: Float64Array.of(row.atr),
    sizingAtr: Float64Array.of(row.sizingAtr),
    volatility: Float64Array.of(row.volatility),
    edge: Float64Array.of(row.edge),
    warmUp,
  };
}
