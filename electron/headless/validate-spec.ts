/** Validates a specification: on paper without data; with data by the studies, a backtest, the gate and the dear evidence. */

import { defaultBacktestCosts } from '../../agents/engine/backtest/types.ts';
import type { BacktestJobOutput } from '../../agents/engine/jobs/backtest.ts';
import { jobs } from '../../agents/engine/jobs/index.ts';
import type { LookAheadJobOutput } from '../../agents/engine/jobs/look-ahead.ts';
import type { RobustnessJobOutput } from '../../agents/engine/jobs/robustness.ts';
import type { RuleActivityJobOutput } from '../../agents/engine/jobs/rule-activity.ts';
import type { WarmUpJobOutput } from '../../agents/engine/jobs/warm-up.ts';
import { defaultStrategyLimits } from '../../agents/engine/orders/default-limits.ts';
import { annualCostShare } from '../../agents/execution/a4-monitor/build-report.ts';
import type { Dataset } from '../../agents/kernel/ports.ts';
import type { Report } from '../../agents/learning/gate/criterion.ts';
import { deflatedOf } from '../../agents/learning/gate/deflated.ts';
import { evidenceChecks } from '../../agents/learning/gate/evidence/index.ts';
import { criteria } from '../../agents/learning/gate/index.ts';
import { countTrials } from '../../agents/learning/gate/trials.ts';
import { checks } from '../../agents/validation/checks/index.ts';
import { wellFormed } from '../../agents/validation/d5-validator.ts';
import type { CheckResult } from '../../shared/bus/topics-strategy.ts';
import { compileStrategy } from '../../shared/strategy/compile.ts';
import { type StrategySpec, specHash, strategyIdOf } from '../../shared/strategy/spec.ts';

export interface SpecValidation {
  readonly dataset: Dataset | undefined;
  /** Strategies tried on this data before, this one not counted. */
  readonly trials: number;
  readonly seed: number;
  /** Studies asked of a candidate that passes: the research run asks fewer. */
  readonly neighbours: number;
  readonly noiseMarkets: number;
  readonly draws: number;
}

/** Share of the history that is sealed, as in a research run. */
const sealedShare = 0.3;

/** Cheap before dear; the first stage that fails ends it, unless `dataset` is missing: then only what is on paper is checked. */
export async function validateSpec(spec: StrategySpec, options: SpecValidation): Promise<CheckResult[]> {
  const well = wellFormed(spec, specHash(spec));
  const compiled = compileStrategy(spec);
  if (!well.passed || !compiled.ok) return [well];
  const { dataset, seed } = options;
  if (!dataset) return [well, ...onPaper(spec)];
  const known = { compiled: compiled.value, manifest: dataset.manifest };
  const cheap = checks.flatMap((c) => (c.needs === 'spec' ? { check: c.name, ...c.run(known) } : []));
  if (cheap.some((c) => c.check === 'known-symbols' && !c.passed)) return [well, ...cheap];
  const run = async <Output>(name: string, input: object): Promise<Output> =>
    (await jobs[name]?.run(input, {
      dataset: async () => dataset,
      artefact: async () => {
        throw new Error('a file brings no artefacts');
      },
    })) as Output;
  const input = { spec, datasetId: dataset.manifest.id, regimeHash: '', signalHash: '' };
  const facts = {
    ...known,
    activity: await run<RuleActivityJobOutput>('rule-activity', input),
    lookAhead: await run<LookAheadJobOutput>('look-ahead', { ...input, seed, cuts: 32 }),
    warmUp: await run<WarmUpJobOutput>('warm-up', { ...input, seed }),
    sources: { files: [] },
  };
  const studied = checks.flatMap((c) => (c.needs === 'studies' ? { check: c.name, ...c.run(facts) } : []));
  const { capital } = defaultStrategyLimits;
  const output = await run<BacktestJobOutput>('backtest', {
    ...input,
    capital,
    limits: defaultStrategyLimits,
    costs: defaultBacktestCosts,
    outOfSampleShare: sealedShare,
  });
  const report = reportOf(spec, dataset.manifest.id, output);
  const own = report.performance.barSharpe;
  const count = countTrials(
    { trials: options.trials, trialSharpeMean: 0, trialSharpeVariance: 0 },
    own === null ? [] : [own],
    1,
  );
  const gate = { report, trials: { ...count, measured: 1, variance: 0 }, deflatedSharpe: null as number | null };
  const deflatedSharpe = deflatedOf(report, gate.trials);
  const judged = criteria.map((c) => ({ check: c.name, ...c.run({ ...gate, deflatedSharpe }) }));
  const evidence = await run<RobustnessJobOutput>('robustness', {
    ...input,
    seed,
    neighbours: options.neighbours,
    noiseMarkets: options.noiseMarkets,
    draws: options.draws,
  });
  return [well, ...cheap, ...studied, ...judged, ...evidenceChecks.map((c) => ({ check: c.name, ...c.run(evidence) }))];
}

/** Without data only what the specification itself says can be checked. */
function onPaper(spec: StrategySpec): CheckResult[] {
  const compiled = compileStrategy(spec);
  if (!compiled.ok) return [];
  const manifest = {
    id: '',
    name: '',
    synthetic: false,
    source: '',
    benchmark: null,
    instruments: [],
    series: [],
    newsCount: 0,
    macro: [],
  };
  const needsData = new Set(['known-symbols', 'enough-history', 'data-quality', 'survivorship']);
  return checks.map((c): CheckResult => {
    if (c.needs === 'spec' && !needsData.has(c.name))
      return { check: c.name, ...c.run({ compiled: compiled.value, manifest }) };
    return {
      check: c.name,
      passed: true,
      verdict: 'not-applicable',
      evidence: 'Needs bars: give files with --data.',
      value: null,
      threshold: null,
    };
  });
}

const reportOf = (spec: StrategySpec, datasetId: string, output: BacktestJobOutput): Report => ({
  strategyId: strategyIdOf(spec),
  place: { generation: 0, index: 0, of: 1 },
  datasetId,
  specHash: specHash(spec),
  deploymentId: output.worst.strategyId,
  performance: output.performance,
  inSample: output.inSample,
  outOfSample: output.outOfSample,
  bestCase: output.best.performance,
  benchmark: output.benchmark,
  benchmarkCorrelation: output.benchmarkCorrelation,
  annualCostShare: annualCostShare(output),
  holding: output.holding,
  reportHash: '0'.repeat(64),
});
