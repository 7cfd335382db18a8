/** One run of a strategy with other parameters, in a window: what every study asks for. The only place that knows the engine. */
import { ensureDefined } from '../../../shared/core/assert.ts';
import type { StrategyLimits } from '../../../shared/domain/limits.ts';
import type { Performance, TradeRecord } from '../../../shared/domain/metrics.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import type { Dataset } from '../../kernel/ports.ts';
import { prepareFeeds } from '../backtest/feeds.ts';
import type { RegimeHistory, SignalHistory } from '../backtest/histories.ts';
import { backtestPortfolioLimits } from '../backtest/limits.ts';
import { performanceOf, type Window } from '../backtest/performance.ts';
import { runBacktest } from '../backtest/run.ts';
import type { BacktestCosts } from '../backtest/types.ts';
import { createGate } from '../orders/gate.ts';
import { type Parameters, withParameters } from './sweep/space.ts';

/** What a study learns from a run. */
export interface StudyOutcome {
  readonly capital: number;
  /** Close times of the moments, and the equity after each. */
  readonly times: readonly number[];
  readonly equity: readonly number[];
  /** Gross exposure over equity at each moment. */
  readonly exposure: readonly number[];
  readonly trades: readonly TradeRecord[];
  readonly performance: Performance;
}

/** Runs with some parameters changed; signals may look back before the window, trades may not. */
export type Evaluate = (parameters: Parameters, window?: Window) => StudyOutcome;

export interface EvaluateInput {
  readonly spec: StrategySpec;
  readonly dataset: Dataset;
  readonly regime?: RegimeHistory | undefined;
  readonly signal?: SignalHistory | undefined;
  readonly costs: BacktestCosts;
  readonly capital: number;
  readonly limits: StrategyLimits;
}

/** @throws Error when a variant does not compile. */
export function createEvaluate(input: EvaluateInput): Evaluate {
  const { dataset, costs, capital, limits } = input;
  const portfolioLimits = backtestPortfolioLimits(limits);
  return (parameters, window = {}) => {
    const spec = withParameters(input.spec, parameters);
    const compiled = compileStrategy(spec);
    if (!compiled.ok)
      throw new Error(`the strategy does not compile: ${compiled.error.message} (${compiled.error.where})`);
    const result = runBacktest({
      spec,
      compiled: compiled.value,
      dataset,
      feeds: prepareFeeds(compiled.value, dataset, input.regime, input.signal),
      costs,
      capital,
      limits,
      gate: createGate({ limits: () => portfolioLimits, latch: { level: () => 'armed' } }),
      intrabar: 'worst',
      deploymentId: 'bt-study-variant',
      ...window,
    });
    const { times, equity, exposure, trades } = result;
    return { capital, times, equity, exposure, trades, performance: performanceOf(result) };
  };
}

/** Close times of a spec's first symbol with bars: the calendar by which windows are cut. */
export function calendarOf(spec: StrategySpec, dataset: Dataset): Float64Array {
  let longest: Float64Array | undefined;
  for (const symbol of spec.symbols) {
    const times = dataset.series(symbol, spec.timeframe)?.columns.closeTime;
    if (times !== undefined && times.length > (longest?.length ?? 0)) longest = times;
  }
  return ensureDefined(longest, 'a study is refused before when no symbol has bars');
}
