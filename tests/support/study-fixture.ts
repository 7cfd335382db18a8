/** A strategy, a market and pools of workers for the tests of the studies; pools live as long as the test file. */
import { defaultBacktestCosts } from '../../agents/engine/backtest/types.ts';
import type { StudyRequest } from '../../agents/engine/jobs/study-request.ts';
import { defaultStrategyLimits } from '../../agents/engine/orders/default-limits.ts';
import type { StudyRuntime } from '../../agents/engine/studies/dispatch.ts';
import { type Axis, parseAxis } from '../../agents/engine/studies/sweep/space.ts';
import { createWallClock } from '../../agents/kernel/clock.ts';
import type { Dataset } from '../../agents/kernel/ports.ts';
import { createWorkerPool, type WorkerPool } from '../../agents/kernel/worker-pool.ts';
import type { StrategySpec } from '../../shared/strategy/spec.ts';

/** Two averages that cross, long or flat. */
export const crossingSpec: StrategySpec = {
  schema: 1,
  name: 'Two averages',
  family: 'trend',
  thesis: 'Trends go on for longer than chance allows.',
  falsifier: 'No profit on rising markets.',
  symbols: ['SA'],
  timeframe: '1d',
  parameters: {
    fast: { value: 10, min: 2, max: 100, step: 1 },
    slow: { value: 30, min: 2, max: 200, step: 1 },
  },
  rules: {
    entryLong: 'cross_over(sma(close, fast), sma(close, slow))',
    exitLong: 'cross_under(sma(close, fast), sma(close, slow))',
    entryShort: null,
    exitShort: null,
  },
  regimeFilter: null,
  sizing: { kind: 'percent-of-equity', percent: 100 },
  protection: {
    stopLossPercent: null,
    stopLossAtr: null,
    takeProfitPercent: null,
    trailingStopPercent: null,
    timeExitBars: null,
    atrLength: 14,
  },
  maxOpenPositions: 1,
};

export const studyOf = (dataset: Dataset, spec = crossingSpec): StudyRequest => ({
  spec,
  datasetId: dataset.manifest.id,
  regimeHash: '',
  signalHash: '',
  capital: 100_000,
  limits: defaultStrategyLimits,
  costs: defaultBacktestCosts,
});

export function axis(text: string): Axis {
  const parsed = parseAxis(text);
  if (!parsed.ok) throw new Error(parsed.error.message);
  return parsed.value;
}

export const clock = createWallClock();

/** Pools by their size, made when first asked for. */
export function createPools(dataset: Dataset) {
  const pools = new Map<number, WorkerPool>();
  return {
    of(size: number): WorkerPool {
      let pool = pools.get(size);
      if (pool === undefined) {
        pool = createWorkerPool({ size, ports: { datasets: { open: async () => dataset } }, timers: clock });
        pools.set(size, pool);
      }
      return pool;
    },
    runtime(size: number): StudyRuntime {
      return { pool: this.of(size), timers: clock, stopwatch: clock };
    },
    async close(): Promise<void> {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}
