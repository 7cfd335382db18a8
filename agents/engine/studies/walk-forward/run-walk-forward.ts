/** Walk-forward: parameters are searched on each training window and judged on the test window behind it. */
import { type Result, refuse } from '../../../../shared/core/result.ts';
import type { Performance } from '../../../../shared/domain/metrics.ts';
import { computePerformance } from '../../../../shared/quant/metrics/performance.ts';
import { periodsPerYear } from '../../../../shared/quant/metrics/periods.ts';
import { dispatch } from '../dispatch.ts';
import { calendarOf, type StudyOutcome } from '../evaluate.ts';
import { runSweep } from '../sweep/run-sweep.ts';
import { rowsOf, type SweepContext, type SweepRequest } from '../sweep/sweep.ts';
import type { VariantSummary } from '../sweep/variant.ts';
import { type Drift, driftOf, type Stitched, stitch } from './stitch.ts';
import { type WalkForwardOptions, walkForwardWindows } from './windows.ts';

export interface WalkForwardRequest extends WalkForwardOptions {
  /** The search on each window; its own window bounds the whole study. */
  readonly sweep: SweepRequest;
}

/** Close times of the first and the last bar. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface WalkForwardWindow {
  readonly train: Span;
  readonly test: Span;
  readonly tried: number;
  /** Null where no variant traded enough on the training window: then nothing is traded on the test. */
  readonly chosen: Readonly<Record<string, number>> | null;
  readonly inSample: VariantSummary | null;
  readonly outOfSample: Performance | null;
}

export interface WalkForwardResult {
  readonly windows: readonly WalkForwardWindow[];
  /** Variants tried over all windows: what the ledger of trials has to grow by. */
  readonly tried: number;
  readonly outOfSample: Stitched;
  readonly performance: Performance | null;
  /** Annual return out of sample over the mean annual return of the chosen variants in sample (Pardo 2008, ch. 11); null unless that mean is above 0. */
  readonly efficiency: number | null;
  /** Share of the test windows that earned something. */
  readonly profitableShare: number | null;
  readonly drift: readonly Drift[];
  readonly engine: 'fast' | 'full';
  readonly notes: readonly string[];
  readonly stopped: boolean;
}

export async function runWalkForward(
  request: WalkForwardRequest,
  context: SweepContext,
): Promise<Result<WalkForwardResult>> {
  const { sweep } = request;
  const { spec, capital } = sweep.study;
  const calendar = calendarOf(spec, context.dataset);
  const { first, end } = rowsOf({ closeTime: calendar }, sweep.window);
  const cut = walkForwardWindows(end - first, request);
  if (!cut.ok) return cut;
  const span = ({ from, to }: { from: number; to: number }): Span => ({
    from: calendar[first + from] as number,
    to: calendar[first + to - 1] as number,
  });
  const searched: Omit<WalkForwardWindow, 'outOfSample'>[] = [];
  let engine: 'fast' | 'full' = 'full';
  let notes: readonly string[] = [];
  let stopped = false;
  let tried = 0;
  for (const [k, { train, test }] of cut.value.entries()) {
    const { onProgress } = context.watch;
    const watch = {
      ...context.watch,
      onProgress:
        onProgress &&
        ((p: Parameters<typeof onProgress>[0]) =>
          onProgress({ ...p, what: `${p.what} of window ${k + 1} of ${cut.value.length}` })),
    };
    const result = await runSweep({ ...sweep, window: span(train) }, { ...context, watch });
    if (!result.ok) return result;
    ({ engine, notes } = result.value);
    tried += result.value.tried;
    if (result.value.stopped) {
      stopped = true;
      break;
    }
    const { best } = result.value;
    searched.push({
      train: span(train),
      test: span(test),
      tried: result.value.tried,
      chosen: best?.parameters ?? null,
      inSample: best?.summary ?? null,
    });
  }
  const traded = searched.filter((w) => w.chosen !== null);
  const tasks = traded.map(({ chosen, test }) => ({
    input: { request: sweep.study, runs: [{ parameters: chosen, window: test }] },
    units: 1,
  }));
  const watch = stopped ? { ...context.watch, signal: undefined } : context.watch;
  const { outputs } = await dispatch<readonly StudyOutcome[]>(context.runtime, watch, 'tests', 'study-runs', tasks);
  const runs = outputs.map((output) => output?.[0]);
  if (searched.length === 0 && !stopped) return refuse('too-short', 'There is no window to search.');
  const windows = searched.map((w): WalkForwardWindow => {
    const run = runs[traded.indexOf(w)];
    return { ...w, outOfSample: run?.performance ?? null };
  });
  const done = runs.filter((run) => run !== undefined);
  const outOfSample = stitch(capital, done);
  const performance =
    done.length === 0
      ? null
      : computePerformance({
          equity: [capital, ...outOfSample.equity],
          trades: outOfSample.trades,
          periodsPerYear: periodsPerYear[spec.timeframe],
          exposure: [],
          tradedNotional: outOfSample.trades.reduce((sum, t) => sum + t.quantity * (t.entryPrice + t.exitPrice), 0),
          costs: outOfSample.trades.reduce((sum, t) => sum + t.fees, 0),
        });
  const inSample = windows.flatMap((w) => w.inSample?.annualReturn ?? []);
  const meanInSample = inSample.reduce((sum, r) => sum + r, 0) / inSample.length;
  const earned = windows.flatMap((w) => w.outOfSample?.totalReturn ?? []);
  return {
    ok: true,
    value: {
      windows,
      tried,
      outOfSample,
      performance,
      efficiency:
        performance?.annualReturn == null || !(meanInSample > 0) ? null : performance.annualReturn / meanInSample,
      profitableShare: earned.length === 0 ? null : earned.filter((r) => r > 0).length / earned.length,
      drift: driftOf(
        sweep.space,
        windows.map((w) => w.chosen),
      ),
      engine,
      notes,
      stopped,
    },
  };
}
