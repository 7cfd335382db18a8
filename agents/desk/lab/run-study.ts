/** Runs one study of a strategy in the worker pool, and names the variants it tried. */
import { ok, type Result } from '../../../shared/core/result.ts';
import type { StudyQuery, StudyResult } from '../../../shared/desk-api/lab.ts';
import { type StrategySpec, specHash } from '../../../shared/strategy/spec.ts';
import { defaultBacktestCosts } from '../../engine/backtest/types.ts';
import type { StudyRequest } from '../../engine/jobs/study-request.ts';
import { defaultStrategyLimits } from '../../engine/orders/default-limits.ts';
import type { StudyWatch } from '../../engine/studies/dispatch.ts';
import { calendarOf } from '../../engine/studies/evaluate.ts';
import { runMonteCarlo } from '../../engine/studies/monte-carlo/run-monte-carlo.ts';
import { runSweep, variantSpec } from '../../engine/studies/sweep/run-sweep.ts';
import type { SweepContext, SweepRequest } from '../../engine/studies/sweep/sweep.ts';
import { runWalkForward } from '../../engine/studies/walk-forward/run-walk-forward.ts';
import type { DeskClock } from '../../kernel/clock.ts';
import type { Dataset, PoolPort } from '../../kernel/ports.ts';
import { monteCarloAnswer, sweepAnswer, walkForwardAnswer } from './answers.ts';

export interface StudySubject {
  readonly spec: StrategySpec;
  readonly dataset: Dataset;
  readonly regimeHash: string;
  readonly signalHash: string;
}

/** A variant for the ledger of trials. */
export interface Tried {
  readonly specHash: string;
  readonly barSharpe: number;
}

export interface StudyOutcome {
  /** Undefined when it was stopped before there was anything to show. */
  readonly answer: StudyResult | undefined;
  readonly tried: readonly Tried[];
  readonly stopped: boolean;
}

const leastTrades = 5;
const noiseShare = 0.2;
const embargoBars = 0;

export async function runStudy(
  query: StudyQuery,
  subject: StudySubject,
  parts: { readonly pool: PoolPort; readonly clock: DeskClock; readonly watch: StudyWatch },
): Promise<Result<StudyOutcome>> {
  const { spec, dataset, regimeHash, signalHash } = subject;
  const { pool, clock, watch } = parts;
  const study: StudyRequest = {
    spec,
    datasetId: dataset.manifest.id,
    regimeHash,
    signalHash,
    capital: defaultStrategyLimits.capital,
    limits: defaultStrategyLimits,
    costs: defaultBacktestCosts,
  };
  const tried = new Map<string, Tried>();
  const context: SweepContext = {
    runtime: { pool, timers: clock, stopwatch: clock },
    watch,
    dataset,
    onTried(variants) {
      for (const variant of variants) {
        const hash = specHash(variantSpec(spec, variant));
        // A variant that a later window tries again is one trial; what it did on the first stands.
        if (!tried.has(hash)) tried.set(hash, { specHash: hash, barSharpe: variant.summary.barSharpe ?? 0 });
      }
    },
  };
  if (query.study === 'monte-carlo') {
    const { method, paths, block, ruinLoss, seed } = query;
    const result = await runMonteCarlo({ study, method, paths, seed, block, noise: noiseShare, ruinLoss }, context);
    if (!result.ok) return result;
    return ok({ answer: monteCarloAnswer(result.value), tried: [], stopped: result.value.stopped });
  }
  const { axes, method, budget, objective, seed } = query;
  const sweep: SweepRequest = {
    study,
    space: axes,
    method,
    budget,
    objective,
    leastTrades,
    seed,
    engine: 'auto',
  };
  if (query.study === 'sweep') {
    const result = await runSweep(sweep, context);
    if (!result.ok) return result;
    const bars = calendarOf(spec, dataset).length;
    return ok({
      answer: result.value.tried === 0 ? undefined : sweepAnswer(result.value, objective, bars),
      tried: [...tried.values()],
      stopped: result.value.stopped,
    });
  }
  const { train, test, anchored, purge } = query;
  const result = await runWalkForward({ sweep, train, test, anchored, purge, embargo: embargoBars }, context);
  if (!result.ok) return result;
  return ok({
    answer: result.value.windows.length === 0 ? undefined : walkForwardAnswer(result.value),
    tried: [...tried.values()],
    stopped: result.value.stopped,
  });
}
