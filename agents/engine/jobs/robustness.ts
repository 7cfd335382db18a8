/** Job `robustness`: neighbours, noise, dearer costs and a crash for one candidate that has passed everything cheap. */
import { z } from 'zod';
import { invariant } from '../../../shared/core/assert.ts';
import { strategyLimitsSchema } from '../../../shared/domain/limits.ts';
import { periodsPerYear } from '../../../shared/quant/metrics/periods.ts';
import { returnsOf } from '../../../shared/quant/metrics/returns.ts';
import { compileStrategy } from '../../../shared/strategy/compile.ts';
import { strategySpecSchema } from '../../../shared/strategy/spec.ts';
import { prepareFeeds } from '../backtest/feeds.ts';
import { backtestPortfolioLimits } from '../backtest/limits.ts';
import { runBacktest } from '../backtest/run.ts';
import { backtestCostsSchema, defaultBacktestCosts } from '../backtest/types.ts';
import type { Market } from '../columnar/market.ts';
import { marketOfFeeds, runSpec } from '../columnar/run-spec.ts';
import { defaultStrategyLimits } from '../orders/default-limits.ts';
import { createGate } from '../orders/gate.ts';
import { type RobustnessEvidence, type RunReturns, type RunSpec, studyRobustness } from '../studies/robustness.ts';
import { readHistories } from './histories.ts';
import { defineJob } from './job-kit.ts';

export const robustnessJobInputSchema = z.strictObject({
  spec: strategySpecSchema,
  datasetId: z.string(),
  regimeHash: z.string(),
  signalHash: z.string(),
  capital: z.number().positive().default(defaultStrategyLimits.capital),
  limits: strategyLimitsSchema.default(defaultStrategyLimits),
  costs: backtestCostsSchema.default(defaultBacktestCosts),
  /** Report artefacts of other strategies of the same search; those of other lengths are left out. */
  siblings: z.array(z.string()).max(64).default([]),
  seed: z.number().int().default(1),
  neighbours: z.number().int().min(0).max(200).default(8),
  noiseMarkets: z.number().int().min(0).max(100).default(5),
  draws: z.number().int().min(2000).max(100_000).default(2000),
});
export type RobustnessJobInput = z.input<typeof robustnessJobInputSchema>;
export type RobustnessJobOutput = RobustnessEvidence;

export const robustnessJob = defineJob(
  'robustness',
  robustnessJobInputSchema,
  async (input, services): Promise<RobustnessJobOutput> => {
    const dataset = await services.dataset(input.datasetId);
    const { regime, signal } = await readHistories(services, input);
    const compiled = compileStrategy(input.spec);
    if (!compiled.ok)
      throw new Error(`the strategy does not compile: ${compiled.error.message} (${compiled.error.where})`);
    const portfolioLimits = backtestPortfolioLimits(input.limits);
    // Their markets share the dataset's columns: one for all runs over the real bars.
    let realMarket: Market | undefined;
    const returns: RunReturns = (spec, change = {}) => {
      const variant = compileStrategy(spec);
      invariant(variant.ok, 'neighbours are kept only where they compile');
      const feeds = prepareFeeds(variant.value, change.dataset ?? dataset, regime, signal);
      let market: Market;
      if (change.dataset) market = marketOfFeeds(feeds);
      else market = realMarket ??= marketOfFeeds(feeds);
      const { capital, limits } = input;
      const costs = change.costs ?? input.costs;
      const { equity } = runSpec({ spec, feeds, market, costs, capital, limits, intrabar: 'worst' });
      return returnsOf([capital, ...equity]);
    };
    const run: RunSpec = (spec, change = {}) =>
      runBacktest({
        spec,
        dataset: change.dataset ?? dataset,
        regime,
        signal,
        costs: change.costs ?? input.costs,
        capital: input.capital,
        limits: input.limits,
        gate: createGate({ limits: () => portfolioLimits, latch: { level: () => 'armed' } }),
        intrabar: 'worst',
        ...(change.from === undefined ? {} : { from: change.from }),
      });
    const siblings: Float64Array[] = [];
    for (const hash of input.siblings) {
      const { equity, capital } = await services.artefact<{ equity: number[]; capital: number }>(hash);
      siblings.push(returnsOf([capital, ...equity]));
    }
    const { seed, neighbours, noiseMarkets, draws, costs } = input;
    const barsPerYear = periodsPerYear[input.spec.timeframe];
    const options = { seed, neighbours, noiseMarkets, draws, costs, barsPerYear };
    return studyRobustness(input.spec, dataset, run, siblings, options, returns);
  },
);
