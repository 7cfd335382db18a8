/** One approved strategy on one live session: its columns grow, and the backtest's own rules decide at every close. */

import type { Bar } from '../../../shared/domain/bar.ts';
import type { CompiledStrategy, MarketSeries } from '../../../shared/strategy/compile.ts';
import { isProtective } from '../../brokers/broker.ts';
import type { RegimeHistory, SignalHistory } from '../../engine/backtest/histories.ts';
import { alignHistories } from '../../engine/backtest/histories.ts';
import { type Decision, decide, type SymbolMoment } from '../../engine/strategy-runner.ts';
import type { OrderDeskPort, StandingDeployment } from '../../kernel/order-ports.ts';
import type { Dataset } from '../../kernel/ports.ts';
import { createGrowingColumns, type GrowingColumns } from './growing-columns.ts';

export interface StrategySession {
  readonly deploymentId: string;
  /** Decisions at the close of a moment, on the bars that closed with it. */
  decide(bars: readonly Bar[], time: number): readonly Decision[];
}

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
  const universe = new Set(spec.symbols);
  const watched = new Set([...spec.symbols, ...compiled.needs.symbols]);
  const instruments = new Map(dataset.manifest.instruments.map((i) => [i.symbol, i]));
  const columns = new Map<string, GrowingColumns>();
  /** Bar number of the entry, by symbol, for the position opened at that time. */
  const entries = new Map<string, { openedAt: number; bar: number }>();

  const columnsOf = (symbol: string, before: number): GrowingColumns => {
    let grown = columns.get(symbol);
    if (!grown) {
      grown = createGrowingColumns(dataset.series(symbol, spec.timeframe)?.columns, before);
      columns.set(symbol, grown);
    }
    return grown;
  };

  /** What rules see at a moment: everything that has closed, and nothing after it. */
  const marketAt = (time: number) => {
    const seen = new Map<string, MarketSeries>();
    return {
      series(symbol: string): MarketSeries {
        let series = seen.get(symbol);
        if (!series) {
          const view = columnsOf(symbol, time).view();
          series = { columns: view, ...alignHistories(symbol, view.closeTime, regime, signal) };
          seen.set(symbol, series);
        }
        return series;
      },
    };
  };

  return {
    deploymentId,
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
      const asked: SymbolMoment[] = [];
      // Every bar of the moment is in before the first rule looks: rules may read other symbols.
      const closed = bars.filter(
        (bar) =>
          bar.timeframe === spec.timeframe &&
          watched.has(bar.symbol) &&
          columnsOf(bar.symbol, bar.closeTime).append(bar) &&
          universe.has(bar.symbol),
      );
      const market = marketAt(time);
      for (const bar of closed) {
        const grown = columnsOf(bar.symbol, bar.closeTime);
        const index = grown.length() - 1;
        const position = positions.get(bar.symbol);
        if (!position) entries.delete(bar.symbol);
        else if (entries.get(bar.symbol)?.openedAt !== position.openedAt)
          entries.set(bar.symbol, { openedAt: position.openedAt, bar: index });
        const instrument = instruments.get(bar.symbol);
        asked.push({
          symbol: bar.symbol,
          index,
          signals: compiled.signals({ ...market.series(bar.symbol), symbol: bar.symbol, market }),
          close: bar.close,
          lotSize: instrument?.lotSize ?? 1,
          tickSize: instrument?.tickSize ?? 0.01,
          quantity: Number(position?.quantity ?? 0),
          barsHeld: position ? index - (entries.get(bar.symbol)?.bar ?? index) + 1 : 0,
          entryPending: entering.has(bar.symbol),
          exitPending: exiting.has(bar.symbol),
          tradable: instrument?.tradable === true && (instrument.delistedAt === null || time < instrument.delistedAt),
        });
      }
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
