/** Runs a strategy through the usual scenarios in workers, and slices its history by regime. */
import type { Result } from '../../../../shared/core/result.ts';
import type { Performance } from '../../../../shared/domain/metrics.ts';
import { periodsPerYear } from '../../../../shared/quant/metrics/periods.ts';
import { returnsOf } from '../../../../shared/quant/metrics/returns.ts';
import type { Window } from '../../backtest/performance.ts';
import type { StudyRequest } from '../../jobs/study-request.ts';
import { dispatch } from '../dispatch.ts';
import { calendarOf, createEvaluate, type StudyOutcome } from '../evaluate.ts';
import type { SweepContext } from '../sweep/sweep.ts';
import { crisisWindows } from './crisis-windows.ts';
import { plainRegimes, type RegimeSlice, regimeSlices } from './regime-slices.ts';
import { type ScenarioOutcome, usualScenarios } from './scenario.ts';

export interface ScenariosResult {
  readonly base: Performance;
  /** When the shocks happen: in the middle of the longest position. */
  readonly shockTime: number;
  /** In the order of the scenarios; fewer when it was stopped. */
  readonly outcomes: readonly ScenarioOutcome[];
  /** Named windows the data do not cover. */
  readonly uncovered: readonly string[];
  readonly regimes: readonly RegimeSlice[];
  readonly stopped: boolean;
}

/** The middle of the longest round trip; of the history where nothing was traded. */
function shockTimeOf({ trades }: StudyOutcome, calendar: Float64Array): number {
  let longest = 0;
  let time = calendar[Math.floor(calendar.length / 2)] as number;
  for (const { entryTime, exitTime } of trades) {
    if (exitTime - entryTime <= longest) continue;
    longest = exitTime - entryTime;
    time = (entryTime + exitTime) / 2;
  }
  return time;
}

export async function runScenarios(
  study: StudyRequest,
  window: Window,
  { runtime, watch, dataset }: SweepContext,
): Promise<Result<ScenariosResult>> {
  const { spec } = study;
  const base = createEvaluate({ ...study, dataset })({}, window);
  const calendar = calendarOf(spec, dataset);
  const shockTime = shockTimeOf(base, calendar);
  const first = calendar[0] as number;
  const last = calendar[calendar.length - 1] as number;
  const scenarios = usualScenarios(first, last, shockTime);
  const tasks = scenarios.map((scenario) => ({ input: { request: study, window, scenario }, units: 1 }));
  const { outputs, stopped } = await dispatch<ScenarioOutcome>(runtime, watch, 'scenarios', 'scenario-run', tasks);
  const symbol = dataset.manifest.benchmark ?? spec.symbols[0] ?? '';
  const market =
    dataset.series(symbol, spec.timeframe)?.columns ?? dataset.series(spec.symbols[0] ?? '', spec.timeframe)?.columns;
  const labels = new Map<number, string>();
  if (market !== undefined)
    plainRegimes(market.close).forEach((label, i) => {
      labels.set(market.closeTime[i] as number, label);
    });
  const covered = new Set(scenarios.map((s) => s.name));
  return {
    ok: true,
    value: {
      base: base.performance,
      shockTime,
      outcomes: outputs.filter((output) => output !== undefined),
      uncovered: crisisWindows.filter((c) => !covered.has(`${c.name} ${c.from} to ${c.to}`)).map((c) => c.name),
      regimes: regimeSlices(
        returnsOf([base.capital, ...Array.from(base.equity)]),
        Array.from(base.times, (time) => labels.get(time) ?? 'unknown'),
        periodsPerYear[spec.timeframe],
      ),
      stopped,
    },
  };
}
