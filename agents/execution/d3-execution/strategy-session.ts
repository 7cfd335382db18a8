/** One approved strategy on one live session: its columns grow, and the backtest's own rules decide at every close. */

import type { Bar } from '../../../shared/domain/bar.ts';
import type { CompiledStrategy } from '../../../shared/strategy/compile.ts';
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
  const instruments = new Map(dataset.manifest.instruments.map((i) => [i.symbol, i]));
  const columns = new Map<string, GrowingColumns>();
  /** Bar number of the entry, by symbol, for the position opened at that time. */
  const entries = new Map<string, { openedAt: number; bar: number }>();

  const grow = (bar: Bar): GrowingColumns | undefined => {
    let grown = columns.get(bar.symbol);
    if (!grown) {
      grown = createGrowingColumns(dataset.series(bar.symbol, spec.timeframe)?.columns, bar.closeTime);
      columns.set(bar.symbol, grown);
    }
    return grown.append(bar) ? grown : undefined;
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
      for (const bar of bars) {
        if (bar.timeframe !== spec.timeframe || !universe.has(bar.symbol)) continue;
        const grown = grow(bar);
        if (!grown) continue;
        const index = grown.length() - 1;
        const position = positions.get(bar.symbol);
        if (!position) entries.delete(bar.symbol);
        else if (entries.get(bar.symbol)?.openedAt !== position.openedAt)
          entries.set(bar.symbol, { openedAt: position.openedAt, bar: index });
        const view = grown.view();
        const instrument = instruments.get(bar.symbol);
        asked.push({
          symbol: bar.symbol,
          index,
          signals: compiled.signals({ columns: view, ...alignHistories(bar.symbol, view.closeTime, regime, signal) }),
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
