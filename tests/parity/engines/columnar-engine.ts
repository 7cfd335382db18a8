/** The engine on columns in its three ways: orders of a plan, columns of signals, and a spec. */
import { prepareFeeds } from '../../../agents/engine/backtest/feeds.ts';
import { chooseCosts } from '../../../agents/engine/columnar/chosen-parts.ts';
import { ColumnEngine } from '../../../agents/engine/columnar/engine.ts';
import { createRunCosts, type RunCosts } from '../../../agents/engine/columnar/run-costs.ts';
import { runSpec } from '../../../agents/engine/columnar/run-spec.ts';
import { createSignalRunner, oneSeries } from '../../../agents/engine/columnar/signals.ts';
import type { Broker, RunResult } from '../../../agents/engine/columnar/strategy.ts';
import { invariant } from '../../../shared/core/assert.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { datasetOf, instrumentOf, testLimits } from '../../golden/small-market.ts';
import { barsOf, cash as capital, type Engine, percent, type Run, specFor, tick } from './engine.ts';
import { type Desk, planOf, signalsOf } from './plan.ts';

const instrument = { lotSize: 1, tickSize: tick };

function costsOf(commissionBps: number): RunCosts {
  const chosen = chooseCosts([{ name: 'percent', parameters: { percent: commissionBps / 100 } }]);
  invariant(chosen.ok, 'a commission in percent is known');
  return createRunCosts(chosen.value);
}

const runOf = ({ trades, finalEquity }: RunResult): Run => ({
  trips: Array.from({ length: trades.count }, (_, i) => ({
    side: trades.side[i] as number,
    size: trades.quantity[i] as number,
    entryBar: trades.entryBar[i] as number,
    entryPrice: trades.entryPrice[i] as number,
    exitBar: trades.exitBar[i] as number,
    exitPrice: trades.exitPrice[i] as number,
    pnl: trades.pnl[i] as number,
  })),
  equity: finalEquity,
});

/** The broker of a run as the desk of a plan. */
const deskOf = (broker: Broker): Desk => ({
  held: () => broker.held(0),
  equity: () => broker.equity(),
  entryBar: () => broker.account.entryBar[0] as number,
  leave: () => void broker.close(0),
  enter({ side, quantity, type, price, stopPrice, targetPrice, trailBps }) {
    const entry = {
      symbol: 0,
      side,
      quantity,
      type,
      timeInForce: 'day',
      ...(type === 'limit' ? { limitPrice: price } : type === 'stop' ? { stopPrice: price } : {}),
    } as const;
    broker.bracket(entry, stopPrice, targetPrice, trailBps);
  },
});

export const columnarOrders: Engine = {
  name: 'columnar engine, orders',
  run(strategy, series, commissionBps) {
    const market = oneSeries(barsOf(series), '1d', instrument);
    const engine = new ColumnEngine(market, { capital, costs: costsOf(commissionBps) });
    const decide = planOf(strategy, series);
    return runOf(engine.run({ onBar: (broker, _feed, bar) => decide(deskOf(broker), bar) }));
  },
};

export const columnarSignals: Engine = {
  name: 'columnar engine, signals',
  run(strategy, series, commissionBps) {
    const { stopLossPercent, takeProfitPercent, trailingStopPercent, timeExitBars } = strategy.protection ?? {};
    // Its protective prices are exact; the peers' and the desk's lie on price steps.
    if (strategy.entry || stopLossPercent || takeProfitPercent) return undefined;
    const protection = {
      stopPercent: null,
      targetPercent: null,
      trailPercent: trailingStopPercent ?? null,
      timeExitBars: timeExitBars ?? null,
    };
    const runner = createSignalRunner(oneSeries(barsOf(series), '1d', instrument), {
      capital,
      costs: costsOf(commissionBps),
      sizing: { name: 'percent-of-equity', parameters: { percent } },
      protection,
    });
    return runOf(runner.run(signalsOf(specFor(strategy), series)));
  },
};

export const columnarSpec: Engine = {
  name: 'columnar engine, spec',
  run(strategy, series, commissionBps) {
    if (strategy.entry) return undefined;
    const spec = specFor(strategy);
    const compiled = compileStrategy(spec);
    invariant(compiled.ok, 'a parity strategy compiles');
    const dataset = datasetOf({ AAA: barsOf(series) }, [instrumentOf('AAA', instrument)]);
    return runOf(
      runSpec({
        spec,
        feeds: prepareFeeds(compiled.value, dataset, undefined, undefined),
        costs: { commissionBps, commissionPerShare: 0, commissionMinimum: 0, slippageBps: 0 },
        capital,
        limits: { ...testLimits, capital, maxDrawdownShare: 1, maxDailyLossShare: 1 },
        intrabar: 'worst',
      }),
    );
  },
};
