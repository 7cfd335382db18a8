/** `quantai sweep`: runs a strategy over a space of parameters and says which variant is best, how many were tried, and how lonely it is. */
import { gatedPerformance } from '../../../agents/engine/studies/evaluate.ts';
import type { ObjectiveName } from '../../../agents/engine/studies/sweep/objective.ts';
import { runSweep } from '../../../agents/engine/studies/sweep/run-sweep.ts';
import { axesOf, type ParameterSpace, parseAxis, sizeOf } from '../../../agents/engine/studies/sweep/space.ts';
import type { SweepRequest, SweepResult, Variant } from '../../../agents/engine/studies/sweep/sweep.ts';
import type { Result } from '../../../shared/core/result.ts';
import type { Performance } from '../../../shared/domain/metrics.ts';
import { deflatedSharpe } from '../../../shared/quant/overfitting/sharpe.ts';
import { mean, standardDeviation } from '../../../shared/quant/statistics/moments.ts';
import type { StrategySpec } from '../../../shared/strategy/spec.ts';
import { type Answer, type HostCommand, wholeNumber } from '../command.ts';
import { type OpenStudy, withStudy } from '../studies/open-study.ts';
import { searchOptions, studyOptions } from '../studies/study-options.ts';
import { count, counted, percent, ratio } from '../text/format.ts';
import { table } from '../text/table.ts';

/** The axes named, or those the strategy declares. */
export function spaceOf(spec: StrategySpec, ranges: readonly string[] | undefined): Result<ParameterSpace> {
  if (ranges === undefined) return { ok: true, value: axesOf(spec) };
  const axes = [];
  for (const text of ranges) {
    const axis = parseAxis(text);
    if (!axis.ok) return axis;
    axes.push(axis.value);
  }
  return { ok: true, value: axes };
}

/** What the options of a search ask for. */
export const searchOf = (
  options: Record<string, unknown>,
): Pick<SweepRequest, 'method' | 'budget' | 'objective' | 'leastTrades' | 'engine' | 'seed'> => ({
  method: String(options.method),
  budget: options.n as number,
  objective: options.objective as ObjectiveName,
  leastTrades: options.leastTrades as number,
  engine: options.engine as 'auto' | 'fast' | 'full',
  seed: options.seed as number,
});

const spelled = (v: Pick<Variant, 'parameters'>): string =>
  Object.entries(v.parameters)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

/**
 * Probability that the best variant is more than the luck of all that were tried. Its ratio is the one it was ranked by, as
 * those of the others are: with dividends in one and not in the others, dividends would count as skill.
 */
function deflated(result: SweepResult, barSharpe: number | null, best: Performance): number | null {
  const ratios = result.variants.flatMap((v) => v.summary.barSharpe ?? []);
  const { skewness, kurtosis, bars } = best;
  if (ratios.length < 2 || barSharpe === null || skewness === null || kurtosis === null) return null;
  const variance = standardDeviation(Float64Array.from(ratios), 1) ** 2;
  const value = deflatedSharpe({ sharpe: barSharpe, bars, skewness, kurtosis }, result.tried, variance, mean(ratios));
  return Number.isFinite(value) ? value : null;
}

function answerOf(
  { study, dataset, notes, window }: OpenStudy,
  request: SweepRequest,
  result: SweepResult,
  rows: number,
): Answer {
  const { best, plateau } = result;
  const full = best === null ? null : gatedPerformance({ ...study, dataset }, best.parameters, window);
  const luck = best === null || full === null ? null : deflated(result, best.summary.barSharpe, full);
  const ranked = [...result.variants].sort(
    (a, b) => (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY),
  );
  return {
    json: {
      strategy: study.spec.name,
      datasetId: study.datasetId,
      method: request.method,
      objective: request.objective,
      seed: request.seed,
      size: result.size,
      tried: result.tried,
      stopped: result.stopped,
      engine: result.engine,
      sharedBytes: result.sharedBytes,
      notes: [...notes, ...result.notes],
      best: best === null ? null : { ...best, fullEngine: full, deflatedSharpe: luck },
      plateau,
      heatMap: result.heatMap,
      variants: result.variants,
    },
    lines: [
      ...notes.map((note) => `note: ${note}`),
      ...result.notes.map((note) => `note: ${note}`),
      `${result.stopped ? 'Stopped: ' : ''}${counted(result.tried, 'variant', 'variants')} tried of ${result.size.toLocaleString('en')} points (${request.method}).`,
      '',
      ...table(
        [
          { title: 'parameters' },
          ...(request.objective === 'calmar' ? [{ title: 'calmar', align: 'right' as const }] : []),
          { title: 'sharpe', align: 'right' },
          { title: 'return', align: 'right' },
          { title: 'drawdown', align: 'right' },
          { title: 'trades', align: 'right' },
        ],
        ranked
          .slice(0, rows)
          .map((v) => [
            spelled(v),
            ...(request.objective === 'calmar' ? [ratio(v.score, 3)] : []),
            ratio(v.summary.sharpe, 3),
            percent(v.summary.totalReturn),
            percent(v.summary.maxDrawdown),
            count(v.summary.trades),
          ]),
      ),
      '',
      ...(best === null || full === null
        ? ['No variant has a score: none traded enough.']
        : [
            `Best: ${spelled(best)}. By the full engine: Sharpe ${ratio(full.sharpe)}, return ${percent(full.totalReturn)}, drawdown ${percent(full.maxDrawdown)}, ${counted(full.trades, 'trade', 'trades')}.`,
            `Beyond the luck of ${result.tried} tries with probability ${percent(luck)}.`,
            plateau?.neighbours
              ? `Plateau: ${percent(plateau.stableShare, 0)} of ${counted(plateau.neighbours, 'neighbour', 'neighbours')} keep ${percent(plateau.keep, 0)} of its score.`
              : 'No neighbour of it was tried.',
          ]),
    ],
  };
}

export const sweep: HostCommand = {
  name: 'sweep',
  summary: 'try a strategy over a space of parameters',
  options: [...studyOptions(), ...searchOptions(), wholeNumber('--rows <n>', 'variants shown', 1, 1000).default(10)],
  more: 'Example: quantai sweep --strategy cross.json --data SPY.csv --param fast=5:50:5 slow=20:200:10 --objective calmar',
  run: (context, _parameters, options) =>
    withStudy(context, options, async (open) => {
      const space = spaceOf(open.study.spec, options.param as string[] | undefined);
      if (!space.ok) return space;
      const request: SweepRequest = {
        study: open.study,
        space: space.value,
        window: open.window,
        ...searchOf(options),
      };
      context.log(`${sizeOf(space.value).toLocaleString('en')} points, ${counted(open.workers, 'worker', 'workers')}`);
      const result = await runSweep(request, open);
      return result.ok ? { ok: true, value: answerOf(open, request, result.value, options.rows as number) } : result;
    }),
};
