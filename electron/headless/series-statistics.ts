/** Every test of one series, as the command line tells it. */
import { createRandom } from '../../shared/core/random.ts';
import { type Result, refuse } from '../../shared/core/result.ts';
import { fitRegimes } from '../../shared/quant/regimes/baum-welch.ts';
import { stateProbabilities } from '../../shared/quant/regimes/forward-backward.ts';
import { viterbi } from '../../shared/quant/regimes/viterbi.ts';
import { augmentedDickeyFuller } from '../../shared/quant/statistics/augmented-dickey-fuller.ts';
import { autocorrelation, partialAutocorrelation } from '../../shared/quant/statistics/autocorrelation.ts';
import { blockBootstrap, stationaryBootstrap } from '../../shared/quant/statistics/bootstrap.ts';
import { ewmaVariance } from '../../shared/quant/statistics/ewma.ts';
import { fitGarch } from '../../shared/quant/statistics/garch.ts';
import { halfLife } from '../../shared/quant/statistics/half-life.ts';
import { hurstExponent } from '../../shared/quant/statistics/hurst.ts';
import { jarqueBera } from '../../shared/quant/statistics/jarque-bera.ts';
import { kpss } from '../../shared/quant/statistics/kpss.ts';
import { ljungBox } from '../../shared/quant/statistics/ljung-box.ts';
import { mean, quantile, standardDeviation } from '../../shared/quant/statistics/moments.ts';
import type { Answer } from './command.ts';
import { ratio } from './text/format.ts';

const resamples = 2000;

/** 95 % interval of the mean when neighbours stay together. */
function interval(x: Float64Array, draw: (rows: number) => Int32Array): readonly [low: number, high: number] {
  const means = Array.from({ length: resamples }, () =>
    mean(Float64Array.from(draw(x.length), (row) => x[row] as number)),
  );
  return [quantile(means, 0.025), quantile(means, 0.975)];
}

/** @param levels at least 30 values without gaps; their changes are relative where all levels are above 0 */
export function seriesStatistics(
  levels: Float64Array,
  options: { readonly regimes: number; readonly seed: number },
): Result<Answer> {
  if (levels.every((v) => v === levels[0]))
    return refuse('no-spread', 'The series never moves, so there is nothing to test.', {
      where: '--series',
      fix: 'Give a series that moves.',
    });
  const relative = levels.every((v) => v > 0);
  const scale = relative ? levels.map(Math.log) : levels;
  const changes = Float64Array.from(
    { length: levels.length - 1 },
    (_, i) => (scale[i + 1] as number) - (scale[i] as number),
  );
  const n = changes.length;
  const lags = Math.min(20, Math.floor(n / 2));
  const [adf, stationary] = [augmentedDickeyFuller(levels), kpss(levels)];
  const back = halfLife(levels);
  const hurst = hurstExponent(scale, Math.min(20, Math.floor(levels.length / 2)));
  const normality = jarqueBera(changes);
  const together = ljungBox(changes, [...new Set([5, 10, lags].filter((l) => l <= lags))]);
  const garch = fitGarch(changes);
  const fit = fitRegimes(changes, options.regimes);
  const states = fit && stateProbabilities(fit.model, changes);
  const random = createRandom(options.seed);
  const block = Math.max(1, Math.round(n ** (1 / 3)));
  const last = (x: Float64Array): number => x[x.length - 1] as number;
  const finite = (v: number): number | null => (Number.isFinite(v) ? v : null);
  const json = {
    values: levels.length,
    changes: relative ? 'logarithmic' : 'absolute',
    augmentedDickeyFuller: adf ?? null,
    kpss: stationary ?? null,
    halfLife: back ?? null,
    hurst: finite(hurst),
    jarqueBera: Object.fromEntries(Object.entries(normality).map(([k, v]) => [k, finite(v)])),
    ljungBox: together.map((row) => ({ ...row, statistic: finite(row.statistic), pValue: finite(row.pValue) })),
    autocorrelation: [...autocorrelation(changes, lags)].map(finite),
    partialAutocorrelation: [...partialAutocorrelation(changes, lags)].map(finite),
    meanChange: {
      value: mean(changes),
      deviation: standardDeviation(changes, 1),
      stationaryBootstrap95: interval(changes, (rows) => stationaryBootstrap(rows, block, random)),
      blockBootstrap95: interval(changes, (rows) => blockBootstrap(rows, block, random)),
      block,
    },
    ewmaVolatility: Math.sqrt(last(ewmaVariance(changes))),
    garch: garch
      ? {
          mean: garch.mean,
          omega: garch.omega,
          alpha: garch.alpha,
          beta: garch.beta,
          logLikelihood: garch.logLikelihood,
          nextVolatility: Math.sqrt(garch.nextVariance),
          longRunVolatility: Math.sqrt(garch.longRunVariance),
        }
      : null,
    regimes:
      fit && states
        ? {
            ...fit.model,
            logLikelihood: fit.logLikelihood,
            filtered: [...(states.filtered.at(-1) ?? [])],
            smoothedShares: fit.model.mean.map((_, s) => mean(states.smoothed.map((p) => p[s] as number))),
            path: [...viterbi(fit.model, changes).path],
          }
        : null,
  };
  return {
    ok: true,
    value: {
      json,
      lines: [
        `${levels.length} values, ${json.changes} changes`,
        `Unit root (ADF)        ${adf ? `t ${ratio(adf.statistic, 4)}, p = ${ratio(adf.pValue, 4)}, ${adf.lags} lags` : '-'}`,
        `Stationarity (KPSS)    ${stationary ? `${ratio(stationary.statistic, 4)}, p = ${ratio(stationary.pValue, 4)}` : '-'}`,
        `Half-life              ${back ? `${ratio(back.periods)} periods` : '-'}`,
        `Hurst exponent         ${ratio(json.hurst, 4)}`,
        `Normality (JB)         ${ratio(finite(normality.statistic), 2)}, p = ${ratio(finite(normality.pValue), 4)}`,
        ...together.map(
          (row) =>
            `Autocorrelation (LB)   ${ratio(finite(row.statistic), 2)} over ${row.lags} lags, p = ${ratio(finite(row.pValue), 4)}`,
        ),
        `Volatility             ${ratio(json.ewmaVolatility, 6)} now (EWMA)${garch ? `, ${ratio(json.garch?.nextVolatility ?? null, 6)} next (GARCH ${ratio(garch.alpha, 3)}/${ratio(garch.beta, 3)})` : ''}`,
        `Regimes                ${fit ? fit.model.deviation.map((d, s) => `${ratio(d, 6)} (now ${ratio(states?.filtered.at(-1)?.[s] ?? null)})`).join(', ') : '-'}`,
      ],
    },
  };
}
