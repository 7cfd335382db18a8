/** Job `backtest`: a spec over a dataset in the worst and the best intrabar case, with its statistics by window. */
import { z } from 'zod';
import { ensureDefined } from '../../../shared/core/assert.ts';
import { strategyLimitsSchema } from '../../../shared/domain/limits.ts';
import type { Performance } from '../../../shared/domain/metrics.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { createBarOrderWatch } from '../backtest/bar-order.ts';
import { prepareFeeds } from '../backtest/feeds.ts';
import { compareWithHolding, type Holding } from '../backtest/holding.ts';
import { backtestPortfolioLimits } from '../backtest/limits.ts';
import { compareWithBenchmark, performanceOf } from '../backtest/performance.ts';
import { runBacktest } from '../backtest/run.ts';
import { type BacktestResult, backtestCostsSchema } from '../backtest/types.ts';
import { createGate } from '../orders/gate.ts';
import { readHistories } from './histories.ts';
import { defineJob } from './job-kit.ts';

export const backtestJobInputSchema = z.strictObject({
  spec: strategySpecSchema,
  datasetId: z.string(),
  /** Artefact hashes; an empty text = none. */
  regimeHash: z.string(),
  signalHash: z.string(),
  capital: z.number().positive(),
  limits: strategyLimitsSchema,
  costs: backtestCostsSchema,
  /** Share of the moments, at the end, that the generator never learns from. */
  outOfSampleShare: z.number().min(0).max(0.9),
  deploymentId: z.string().optional(),
});
export type BacktestJobInput = z.infer<typeof backtestJobInputSchema>;

export interface BacktestJobOutput {
  /** The run everything is judged by: a stop and a target in one bar resolve for the worse. */
  readonly worst: BacktestResult;
  /** The same run when they resolve for the better: its figures only. */
  readonly best: { readonly performance: Performance; readonly trades: number; readonly finalEquity: number };
  readonly performance: Performance;
  readonly inSample: Performance;
  readonly outOfSample: Performance;
  /** Close time of the last in-sample moment; null where the run has none. */
  readonly inSampleEnd: number | null;
  readonly benchmark: Performance | null;
  /** Growth of 1 in the benchmark, by the result's times; empty without one. */
  readonly benchmarkEquity: number[];
  readonly benchmarkCorrelation: number | null;
  /** Against holding its own symbols, which needs no benchmark. */
  readonly holding: Holding;
}

export const backtestJob = defineJob(
  'backtest',
  backtestJobInputSchema,
  async (input, services): Promise<BacktestJobOutput> => {
    const dataset = await services.dataset(input.datasetId);
    const { regime, signal } = await readHistories(services, input);
    const compiled = compileStrategy(input.spec);
    if (!compiled.ok)
      throw new Error(`the strategy does not compile: ${compiled.error.message} (${compiled.error.where})`);
    const feeds = prepareFeeds(compiled.value, dataset, regime, signal);
    const portfolioLimits = backtestPortfolioLimits(input.limits);
    const watch = createBarOrderWatch();
    const run = (intrabar: 'worst' | 'best'): BacktestResult =>
      runBacktest({
        spec: input.spec,
        compiled: compiled.value,
        dataset,
        feeds,
        costs: input.costs,
        capital: input.capital,
        limits: input.limits,
        gate: createGate({ limits: () => portfolioLimits, latch: { level: () => 'armed' } }),
        intrabar,
        watch,
        ...(input.deploymentId === undefined ? {} : { deploymentId: input.deploymentId }),
      });
    const worst = run('worst');
    // Where no bar reached a stop and a target both, none can resolve two ways, and the best case is the same run.
    const best = watch.mattered ? run('best') : worst;
    const performance = performanceOf(worst);
    const lastInSample = Math.floor(worst.times.length * (1 - input.outOfSampleShare)) - 1;
    const inSampleEnd = worst.times[lastInSample] ?? null;
    const { benchmark } = dataset.manifest;
    const compared = compareWithBenchmark(
      worst,
      benchmark === null ? undefined : dataset.series(benchmark, input.spec.timeframe),
    );
    return {
      worst,
      best: {
        performance: best === worst ? performance : performanceOf(best),
        trades: best.trades.length,
        finalEquity: best.finalEquity,
      },
      performance,
      inSample: performanceOf(worst, { to: inSampleEnd ?? Number.NEGATIVE_INFINITY }),
      outOfSample: performanceOf(worst, {
        from: inSampleEnd === null ? Number.NEGATIVE_INFINITY : ensureDefined(inSampleEnd, 'it was just compared') + 1,
      }),
      inSampleEnd,
      benchmark: compared.performance,
      benchmarkEquity: compared.equity,
      benchmarkCorrelation: compared.correlation,
      holding: compareWithHolding(
        worst,
        worst.symbols.flatMap((symbol) => dataset.series(symbol, input.spec.timeframe) ?? []),
      ),
    };
  },
);
