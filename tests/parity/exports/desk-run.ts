/** What the built-in engine makes of a specification: round trips, equity by day, what is still open. */
import { backtestPortfolioLimits } from '../../../agents/engine/backtest/limits.ts';
import { runBacktest } from '../../../agents/engine/backtest/run.ts';
import { defaultBacktestCosts } from '../../../agents/engine/backtest/types.ts';
import { defaultStrategyLimits } from '../../../agents/engine/orders/default-limits.ts';
import { createGate } from '../../../agents/engine/orders/gate.ts';
import type { Dataset } from '../../../agents/kernel/ports.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { Histories } from './histories.ts';
import { dayOf } from './real-market.ts';
import type { RoundTrip, TradingRun } from './round-trips.ts';

export const capital = defaultStrategyLimits.capital;

export function deskRun(spec: StrategySpec, dataset: Dataset, histories: Histories): TradingRun {
  const limits = defaultStrategyLimits;
  const result = runBacktest({
    spec,
    dataset,
    ...histories,
    costs: defaultBacktestCosts,
    capital,
    limits,
    gate: createGate({ limits: () => backtestPortfolioLimits(limits), latch: { level: () => 'armed' } }),
    intrabar: 'worst',
  });
  const trips: RoundTrip[] = result.trades.map((t) => ({
    symbol: t.symbol,
    side: t.side,
    quantity: t.quantity,
    entryDay: dayOf(t.entryTime),
    entryPrice: t.entryPrice,
    exitDay: dayOf(t.exitTime),
    exitPrice: t.exitPrice,
  }));
  return {
    trips,
    fills: result.fills,
    equity: result.times.map((time, i) => [dayOf(time), result.equity[i] as number] as const),
    open: result.openPositions.map((p) => `${p.symbol} ${p.quantity}`).sort(),
  };
}
