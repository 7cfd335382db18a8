/** What a window shows of a study: the best of thousands, and curves as they are drawn. */
import type { StudyResult } from '../../../shared/desk-api/lab.ts';
import { deflatedSharpe } from '../../../shared/quant/overfitting/sharpe.ts';
import { mean, standardDeviation } from '../../../shared/quant/statistics/moments.ts';
import type { MonteCarloResult } from '../../engine/studies/monte-carlo/run-monte-carlo.ts';
import type { SweepResult, Variant } from '../../engine/studies/sweep/sweep.ts';
import type { WalkForwardResult } from '../../engine/studies/walk-forward/run-walk-forward.ts';

type Answer<K extends StudyResult['study']> = Extract<StudyResult, { study: K }>;

const shown = 50;

const variantOf = ({ parameters, score, summary }: Variant) => ({
  parameters: { ...parameters },
  score,
  sharpe: summary.sharpe,
  totalReturn: summary.totalReturn,
  maxDrawdown: summary.maxDrawdown,
  trades: summary.trades,
});

/** Deflated by the variants of this sweep; returns of the best are taken as normal: the sweep keeps their sums only. */
function luckOf({ variants, best, tried }: SweepResult, bars: number): number | null {
  const ratios = variants.flatMap((v) => v.summary.barSharpe ?? []);
  const sharpe = best?.summary.barSharpe ?? null;
  if (ratios.length < 2 || sharpe === null || bars < 3) return null;
  const spread = standardDeviation(Float64Array.from(ratios), 1) ** 2;
  const value = deflatedSharpe({ sharpe, bars, skewness: 0, kurtosis: 3 }, tried, spread, mean(ratios));
  return Number.isFinite(value) ? value : null;
}

/** @param bars of the strategy's calendar */
export function sweepAnswer(result: SweepResult, objective: string, bars: number): Answer<'sweep'> {
  const ranked = [...result.variants].sort(
    (a, b) => (b.score ?? Number.NEGATIVE_INFINITY) - (a.score ?? Number.NEGATIVE_INFINITY),
  );
  const { heatMap, plateau } = result;
  return {
    study: 'sweep',
    tried: result.tried,
    size: result.size,
    best: result.best === null ? null : variantOf(result.best),
    top: ranked.slice(0, shown).map(variantOf),
    plateau: plateau === null ? null : { ...plateau },
    heatMap:
      heatMap === null
        ? null
        : {
            ...heatMap,
            xValues: [...heatMap.xValues],
            yValues: [...heatMap.yValues],
            scores: heatMap.scores.map((row) => [...row]),
          },
    objective,
    deflatedSharpe: luckOf(result, bars),
    notes: [...result.notes],
  };
}

export const walkForwardAnswer = (result: WalkForwardResult): Answer<'walk-forward'> => ({
  study: 'walk-forward',
  tried: result.tried,
  windows: result.windows.map(({ train, test, chosen, inSample, outOfSample }) => ({
    trainFrom: train.from,
    trainTo: train.to,
    testFrom: test.from,
    testTo: test.to,
    chosen: chosen === null ? null : { ...chosen },
    inSampleSharpe: inSample?.sharpe ?? null,
    outOfSampleSharpe: outOfSample?.sharpe ?? null,
    outOfSampleReturn: outOfSample?.totalReturn ?? null,
  })),
  time: [...result.outOfSample.times],
  equity: [...result.outOfSample.equity],
  performance: result.performance,
  efficiency: result.efficiency,
  profitableShare: result.profitableShare,
  drift: result.drift.map((d) => ({ ...d, values: [...d.values] })),
  notes: [...result.notes],
});

/** Undefined when it was stopped before any path was done. */
export function monteCarloAnswer(result: MonteCarloResult): Answer<'monte-carlo'> | undefined {
  const { fan } = result;
  if (fan === null) return undefined;
  const spread = (d: typeof fan.totalReturn) => ({ ...d, quantiles: d.quantiles.map((q) => ({ ...q })) });
  return {
    study: 'monte-carlo',
    method: result.method,
    paths: fan.paths,
    observations: result.observations,
    bands: fan.bands.map((b) => ({ level: b.level, values: [...b.values] })),
    totalReturn: spread(fan.totalReturn),
    maxDrawdown: spread(fan.maxDrawdown),
    lossProbability: fan.lossProbability,
    ruinProbability: fan.ruinProbability,
    ruinError: fan.ruinError,
    actual: { ...result.actual },
  };
}
