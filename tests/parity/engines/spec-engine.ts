/** The engine of research: a spec through the order gate, bar by bar. */
import { backtestPortfolioLimits } from '../../../agents/engine/backtest/limits.ts';
import { runBacktest } from '../../../agents/engine/backtest/run.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import { datasetOf, instrumentOf, testLimits } from '../../golden/small-market.ts';
import { barAt, barsOf, cash, type Engine, specFor, tick } from './engine.ts';

const limits = { ...testLimits, capital: cash, maxDrawdownShare: 1, maxDailyLossShare: 1 };

export const specEngine: Engine = {
  name: 'backtest by spec',
  moneyDecimals: 4,
  run(strategy, series, commissionBps) {
    if (strategy.entry) return undefined;
    const result = runBacktest({
      spec: specFor(strategy),
      dataset: datasetOf({ AAA: barsOf(series) }, [instrumentOf('AAA', { tickSize: tick, lotSize: 1 })]),
      costs: { commissionBps, commissionPerShare: 0, commissionMinimum: 0, slippageBps: 0 },
      capital: cash,
      limits,
      gate: createGate({ limits: () => backtestPortfolioLimits(limits), latch: { level: () => 'armed' } }),
      intrabar: 'worst',
    });
    if (result.refusedOrders > 0) throw new Error(`the gate refused: ${result.refused[0]?.reason}`);
    const trips = result.trades.map((t) => ({
      side: t.side === 'long' ? 1 : -1,
      size: t.quantity,
      entryBar: barAt(t.entryTime),
      entryPrice: t.entryPrice,
      exitBar: barAt(t.exitTime),
      exitPrice: t.exitPrice,
      pnl: t.pnl,
    }));
    return { trips, equity: result.finalEquity };
  },
};
