/** Statistics in our words and the peers': each question carries its columns and our answer as one column of numbers. */
import { ensureDefined } from '../../shared/core/assert.ts';
import { returnsOf } from '../../shared/quant/metrics/returns.ts';
import { fitRegimes } from '../../shared/quant/regimes/baum-welch.ts';
import { stateProbabilities } from '../../shared/quant/regimes/forward-backward.ts';
import { type GaussianStates, stationaryDistribution } from '../../shared/quant/regimes/model.ts';
import { viterbi } from '../../shared/quant/regimes/viterbi.ts';
import { augmentedDickeyFuller } from '../../shared/quant/statistics/augmented-dickey-fuller.ts';
import { autocorrelation, partialAutocorrelation } from '../../shared/quant/statistics/autocorrelation.ts';
import { ledoitWolf, oracleShrinkage } from '../../shared/quant/statistics/covariance.ts';
import { engleGranger } from '../../shared/quant/statistics/engle-granger.ts';
import { fitGarch } from '../../shared/quant/statistics/garch.ts';
import { jarqueBera } from '../../shared/quant/statistics/jarque-bera.ts';
import { kpss } from '../../shared/quant/statistics/kpss.ts';
import { leastSquares, linearRegression, ones } from '../../shared/quant/statistics/least-squares.ts';
import { ljungBox } from '../../shared/quant/statistics/ljung-box.ts';
import { neweyWestErrors } from '../../shared/quant/statistics/newey-west.ts';
import { series } from './series.ts';

export type Package = 'statsmodels' | 'scikit-learn' | 'hmmlearn' | 'arch';

export interface StatisticQuestion {
  readonly package: Package;
  /** What is compared, as in the table. */
  readonly what: string;
  readonly name: string;
  readonly function: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly ours: () => ArrayLike<number>;
  /** Absolute below 1, relative above. */
  readonly tolerance: number;
}

const exact = 1e-8;
const rows = 1500;
const columns = series.map(({ name, close }) => {
  const cut = close.slice(-rows);
  // In percent: hourly currency returns beside a squared trend would cost the peer's solver half its digits.
  return { name, price: cut.map(Math.log), returns: returnsOf(cut).map((r) => 100 * r) };
});
const trends = ['n', 'c', 'ct', 'ctt'] as const;

const ask = (
  package_: Package,
  what: string,
  name: string,
  fn: string,
  given: Record<string, unknown>,
  ours: () => ArrayLike<number>,
  tolerance = exact,
): StatisticQuestion => ({ package: package_, what, name, function: fn, given, ours, tolerance });

const unitRoots = columns.flatMap(({ name, price, returns }) =>
  [price, returns].flatMap((x, k) =>
    trends.flatMap((trend) =>
      (['aic', 'none', ...(price === columns[0]?.price ? (['bic', 't-stat'] as const) : [])] as const).map((choose) =>
        ask(
          'statsmodels',
          'augmented Dickey-Fuller',
          `${name} ${k === 0 ? 'price' : 'returns'} ${trend} ${choose}`,
          'unit_root',
          {
            x,
            trend,
            choose: choose === 'none' ? null : choose === 't-stat' ? choose : choose.toUpperCase(),
            lags: 12,
          },
          () => {
            const r = ensureDefined(augmentedDickeyFuller(x, { trend, choose, mostLags: 12 }), 'long enough');
            return [r.statistic, r.pValue, r.lags, r.observations, ...r.critical];
          },
        ),
      ),
    ),
  ),
);

const stationarity = columns.flatMap(({ name, price, returns }) =>
  [price, returns].flatMap((x, k) =>
    (['c', 'ct'] as const).flatMap((trend) =>
      (['auto', 'legacy', 10] as const).map((lags) =>
        ask('statsmodels', 'KPSS', `${name} ${k} ${trend} ${lags}`, 'stationarity', { x, trend, lags }, () => {
          const r = ensureDefined(kpss(x, trend, lags), 'long enough');
          return [r.statistic, r.pValue, r.lags];
        }),
      ),
    ),
  ),
);

const cointegration = columns.flatMap(({ name, price }, i) => {
  const other = (columns.at(i - 1) ?? columns[0])?.price as Float64Array;
  const length = Math.min(price.length, other.length);
  const [x, y] = [price.slice(-length), other.slice(-length)];
  return (['n', 'c', 'ct', 'ctt'] as const).map((trend) =>
    ask('statsmodels', 'Engle-Granger', `${name} ${trend}`, 'cointegration', { x, y, trend, choose: 'AIC' }, () => {
      const r = ensureDefined(engleGranger(x, y, { trend, choose: 'aic' }), 'long enough');
      return [r.statistic, r.pValue, ...(r.critical.length > 0 ? r.critical : [Number.NaN, Number.NaN, Number.NaN])];
    }),
  );
});

const distribution = columns.flatMap(({ name, returns: x }) => [
  ask('statsmodels', 'Ljung-Box', name, 'ljung_box', { x, lags: [1, 5, 10, 20] }, () => {
    const r = ljungBox(x, [1, 5, 10, 20]);
    return [...r.map((row) => row.statistic), ...r.map((row) => row.pValue)];
  }),
  ask('statsmodels', 'Jarque-Bera', name, 'normality', { x }, () => {
    const r = jarqueBera(x);
    return [r.statistic, r.pValue, r.skewness, r.kurtosis];
  }),
  ask('statsmodels', 'autocorrelation, partial too', name, 'autocorrelations', { x, lags: 20 }, () => [
    ...autocorrelation(x, 20),
    ...partialAutocorrelation(x, 20),
  ]),
]);

const regressions = columns.flatMap(({ name, returns }, i) => {
  const other = (columns.at(i - 1) ?? columns[0])?.returns as Float64Array;
  const length = Math.min(returns.length, other.length);
  const [y, x] = [returns.slice(-length), other.slice(-length)];
  return [1, 5, 20].map((lags) =>
    ask('statsmodels', 'regression, Newey-West errors', `${name} ${lags}`, 'regression', { x, y, lags }, () => {
      const line = ensureDefined(linearRegression(y, x), 'it moves');
      const terms = [ones(length), x];
      const fit = ensureDefined(leastSquares(y, terms), 'it moves');
      const plain = [line.intercept, line.slope, ...line.standardErrors, line.rSquared, line.aic, line.bic];
      return [...plain, ...neweyWestErrors(fit, terms, lags)];
    }),
  );
});

const daily = columns.filter((c) => c.returns.length === rows - 1).map((c) => c.returns);
const covariances = [2, daily.length].flatMap((count) =>
  (['ledoit-wolf', 'oas'] as const).flatMap((kind) =>
    [60, 250, rows - 1].map((length) => {
      const chosen = daily.slice(0, count).map((x) => x.slice(-length));
      return ask('scikit-learn', kind, `${count} x ${length}`, 'shrunk', { kind, columns: chosen }, () => {
        const r = (kind === 'oas' ? oracleShrinkage : ledoitWolf)(chosen);
        return [r.shrinkage, ...r.covariance.flatMap((row) => [...row])];
      });
    }),
  ),
);

/** States fitted by us, scored by both. */
const regimes = columns.flatMap(({ name, returns: x }) => {
  return [2, 3].flatMap((states) => {
    const found = ensureDefined(fitRegimes(x, states), 'returns that move');
    const model: GaussianStates = found.model;
    const start = [...stationaryDistribution(model.transition)];
    const given = { x, start, ...model };
    const scored = ask(
      'hmmlearn',
      'hidden states: likelihood, smoothed, path',
      `${name} ${states}`,
      'hidden',
      given,
      () => {
        const p = stateProbabilities(model, x);
        const best = viterbi(model, x);
        return [p.logLikelihood, best.logProbability, ...p.smoothed.flatMap((row) => [...row]), ...best.path];
      },
    );
    if (states > 2) return [scored];
    return [
      scored,
      ask('statsmodels', 'hidden states: likelihood, filtered', name, 'switching', given, () => {
        const p = stateProbabilities(model, x);
        return [p.logLikelihood, ...p.filtered.flatMap((row) => [...row])];
      }),
    ];
  });
});

const fitted = columns.map(({ name, returns }) => ({
  name,
  x: returns,
  fit: ensureDefined(fitGarch(returns), 'returns that move'),
}));
const volatility = fitted.flatMap(({ name, x, fit }) => [
  ask(
    'arch',
    'GARCH(1,1) at given parameters',
    name,
    'volatility_at',
    { x, parameters: [fit.mean, fit.omega, fit.alpha, fit.beta] },
    () => [fit.logLikelihood, fit.nextVariance, ...fit.variances],
  ),
  ask('arch', 'GARCH(1,1): highest likelihood', name, 'volatility', { x }, () => [fit.logLikelihood], 1e-6),
]);

const highest = columns
  .slice(0, 2)
  .map(({ name, returns: x }) =>
    ask(
      'statsmodels',
      'hidden states: highest likelihood',
      name,
      'switching_fit',
      { x },
      () => [ensureDefined(fitRegimes(x, 2), 'returns that move').logLikelihood],
      1e-6,
    ),
  );

export const statisticQuestions: readonly StatisticQuestion[] = [
  ...unitRoots,
  ...stationarity,
  ...cointegration,
  ...distribution,
  ...regressions,
  ...covariances,
  ...regimes,
  ...volatility,
  ...highest,
];
