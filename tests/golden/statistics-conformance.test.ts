/** Statistics and regimes against recorded answers of statsmodels and scikit-learn, where the reference folder is present. */
import { describe, expect, test } from 'vitest';
import { fitRegimes } from '../../shared/quant/regimes/baum-welch.ts';
import { stateProbabilities } from '../../shared/quant/regimes/forward-backward.ts';
import type { GaussianStates } from '../../shared/quant/regimes/model.ts';
import { viterbi } from '../../shared/quant/regimes/viterbi.ts';
import { augmentedDickeyFuller } from '../../shared/quant/statistics/augmented-dickey-fuller.ts';
import { autocorrelation, partialAutocorrelation } from '../../shared/quant/statistics/autocorrelation.ts';
import { ledoitWolf, oracleShrinkage } from '../../shared/quant/statistics/covariance.ts';
import { engleGranger } from '../../shared/quant/statistics/engle-granger.ts';
import { halfLife } from '../../shared/quant/statistics/half-life.ts';
import { jarqueBera } from '../../shared/quant/statistics/jarque-bera.ts';
import { johansen } from '../../shared/quant/statistics/johansen.ts';
import { kpss } from '../../shared/quant/statistics/kpss.ts';
import { leastSquares, linearRegression, ones } from '../../shared/quant/statistics/least-squares.ts';
import { ljungBox } from '../../shared/quant/statistics/ljung-box.ts';
import type { Trend } from '../../shared/quant/statistics/mackinnon.ts';
import { neweyWestErrors } from '../../shared/quant/statistics/newey-west.ts';
import { agrees, allAgree, referenceFile, type Tolerance } from '../support/conformance.ts';

// biome-ignore lint/suspicious/noExplicitAny: the shape of an expected answer depends on the function
type Expected = any;
interface Case {
  id: string;
  fn: string;
  params: Record<string, unknown>;
  input: Record<string, string>;
  expected: Expected;
  tolerance: Record<string, number | string>;
}

const stats = referenceFile('stats.json') as
  | { cases: Case[]; series: Record<string, number[]>; matrices: Record<string, number[][]> }
  | undefined;
const regimes = referenceFile('regime.json') as
  | { cases: Case[]; series: Record<string, { y: number[]; true_states: number[] }> }
  | undefined;

const seriesOf = (c: Case, name: string): number[] => stats?.series[c.input[name] as string] as number[];
/** The tolerance of one field: its own absolute one, else the general ones. */
const within = (c: Case, field: string): Tolerance => {
  const own = c.tolerance[field];
  return own === undefined ? (c.tolerance as Tolerance) : { abs: Number(own) };
};
const columnsOf = (c: Case): number[][] => {
  const rows = stats?.matrices[c.input.matrix as string] as number[][];
  return (rows[0] as number[]).map((_, j) => rows.map((row) => row[j] as number));
};
const chosen = (c: Case) => ({
  choose: c.params.autolag === null ? ('none' as const) : ('aic' as const),
  ...(c.params.maxlag === null ? {} : { mostLags: Number(c.params.maxlag) }),
});

const judges: Record<string, (c: Case) => void> = {
  adf(c) {
    const mine = augmentedDickeyFuller(seriesOf(c, 'y'), { trend: c.params.regression as Trend, ...chosen(c) });
    expect(agrees(mine?.statistic as number, c.expected.stat, within(c, 'stat'))).toBe(true);
    expect(agrees(mine?.pValue as number, c.expected.pvalue, within(c, 'pvalue'))).toBe(true);
    expect([mine?.lags, mine?.observations]).toEqual([c.expected.usedLag, c.expected.nobs]);
    expect(allAgree(mine?.critical ?? [], Object.values(c.expected.critical), within(c, 'critical'))).toBe(true);
  },
  kpss(c) {
    const mine = kpss(seriesOf(c, 'y'), c.params.regression as 'c' | 'ct', c.params.nlags as number | 'auto');
    expect(agrees(mine?.statistic as number, c.expected.stat, within(c, 'stat'))).toBe(true);
    expect(agrees(mine?.pValue as number, c.expected.pvalue, within(c, 'pvalue'))).toBe(true);
    expect(mine?.lags).toBe(c.expected.lags);
    expect(mine?.critical).toEqual(Object.values(c.expected.critical));
  },
  engle_granger(c) {
    const mine = engleGranger(seriesOf(c, 'y'), seriesOf(c, 'x'), { trend: c.params.trend as Trend, ...chosen(c) });
    expect(agrees(mine?.statistic as number, c.expected.stat, within(c, 'stat'))).toBe(true);
    expect(agrees(mine?.pValue as number, c.expected.pvalue, within(c, 'pvalue'))).toBe(true);
    expect(agrees(mine?.hedgeRatio as number, c.expected.hedgeRatio, within(c, 'hedgeRatio'))).toBe(true);
    expect(allAgree(mine?.critical ?? [], c.expected.critical, { abs: 1e-9 })).toBe(true);
    if (c.expected.intercept !== undefined) expect(mine?.intercept).toBeCloseTo(c.expected.intercept, 7);
  },
  acf(c) {
    expect(allAgree(autocorrelation(seriesOf(c, 'y'), Number(c.params.nlags)), c.expected.values, c.tolerance)).toBe(
      true,
    );
  },
  pacf(c) {
    const mine = partialAutocorrelation(seriesOf(c, 'y'), Number(c.params.nlags));
    expect(allAgree(mine, c.expected.values, c.tolerance)).toBe(true);
  },
  ljung_box(c) {
    const mine = ljungBox(seriesOf(c, 'y'), c.params.lags as number[]);
    for (const [field, theirs] of [
      ['statistic', c.expected.stat],
      ['pValue', c.expected.pvalue],
    ] as const)
      expect(
        allAgree(
          mine.map((r) => r[field]),
          theirs,
          c.tolerance,
        ),
      ).toBe(true);
  },
  jarque_bera(c) {
    const mine = jarqueBera(seriesOf(c, 'y'));
    const { stat, pvalue, skew, kurtosis } = c.expected;
    expect(
      allAgree(
        [mine.statistic, mine.pValue, mine.skewness, mine.kurtosis],
        [stat, pvalue, skew, kurtosis],
        c.tolerance,
      ),
    ).toBe(true);
  },
  half_life(c) {
    const mine = halfLife(seriesOf(c, 'y'));
    expect(
      allAgree(
        [mine?.speed as number, mine?.periods as number],
        [c.expected.lambda_, c.expected.halfLife],
        c.tolerance,
      ),
    ).toBe(true);
  },
  johansen(c) {
    const trend = c.params.det_order === 0 ? 'constant' : 'linear';
    const mine = johansen([seriesOf(c, 'y'), seriesOf(c, 'x')], { trend, lags: Number(c.params.k_ar_diff) });
    const e = c.expected;
    const steps = mine?.steps ?? [];
    expect(steps).toHaveLength(e.trace.length);
    for (const [ours, theirs] of [
      [steps.map((s) => s.trace), e.trace],
      [steps.map((s) => s.maximum), e.maxEig],
      [steps.map((s) => s.eigenvalue), e.eigenvalues],
      [steps.flatMap((s) => s.traceCritical), e.traceCritical.flat()],
      [steps.flatMap((s) => s.maximumCritical), e.maxEigCritical.flat()],
    ])
      expect(allAgree(ours, theirs, c.tolerance)).toBe(true);
  },
  ols(c) {
    const mine = linearRegression(seriesOf(c, 'y'), seriesOf(c, 'x'));
    if (mine === undefined) throw new Error('no fit');
    const e = c.expected;
    const flat = [e.params, e.se, e.t, e.pvalues, e.r2, e.r2adj, e.durbinWatson, e.f, e.aic, e.bic].flat();
    const ours = [mine.intercept, mine.slope, ...mine.standardErrors, ...mine.t, ...mine.pValues, mine.rSquared].concat(
      [mine.adjustedRSquared, mine.durbinWatson, mine.f, mine.aic, mine.bic],
    );
    expect(allAgree(ours, flat, c.tolerance)).toBe(true);
  },
  ols_newey_west(c) {
    const columns = [ones(seriesOf(c, 'x').length), seriesOf(c, 'x')];
    const fit = leastSquares(seriesOf(c, 'y'), columns);
    if (fit === undefined) throw new Error('no fit');
    const errors = neweyWestErrors(fit, columns, Number(c.params.maxlags));
    expect(allAgree(errors, c.expected.se, c.tolerance)).toBe(true);
    expect(
      allAgree(
        fit.coefficients.map((b, i) => b / (errors[i] as number)),
        c.expected.t,
        c.tolerance,
      ),
    ).toBe(true);
  },
  ledoit_wolf: (c) => shrunk(c, ledoitWolf(columnsOf(c), Boolean(c.params.assume_centered))),
  oas: (c) => shrunk(c, oracleShrinkage(columnsOf(c), Boolean(c.params.assume_centered))),
};

function shrunk(c: Case, mine: { shrinkage: number; covariance: readonly Float64Array[] }): void {
  const { shrinkage, covariance, diagonal, firstRow } = c.expected;
  expect(agrees(mine.shrinkage, shrinkage, c.tolerance)).toBe(true);
  const ours = covariance
    ? mine.covariance.flatMap((row) => [...row])
    : [...mine.covariance.map((row, i) => row[i] as number), ...(mine.covariance[0] as Float64Array)];
  expect(allAgree(ours, covariance ? covariance.flat() : [...diagonal, ...firstRow], c.tolerance)).toBe(true);
}

describe.skipIf(stats === undefined)('statistics (skipped without the reference folder)', () => {
  const cases = stats?.cases ?? [];
  test.each(cases.map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const judge = judges[c.fn];
    if (judge === undefined) throw new Error(`nothing judges ${c.fn}`);
    judge(c);
  });
  test('every case was judged', () => {
    console.info(`stats.json: ${cases.length} matched, 0 listed of ${cases.length}`);
    expect(cases.length).toBe(115);
  });
});

describe.skipIf(regimes === undefined)('regimes (skipped without the reference folder)', () => {
  const cases = regimes?.cases ?? [];
  const valuesOf = (c: Case) => regimes?.series[c.input.series as string] as { y: number[]; true_states: number[] };
  const accuracy = (path: ArrayLike<number>, truth: readonly number[], states: number): number => {
    // The numbers of states are names: the best of all ways to name them counts.
    const renamings = (left: number[]): number[][] =>
      left.length === 0
        ? [[]]
        : left.flatMap((s) => renamings(left.filter((o) => o !== s)).map((rest) => [s, ...rest]));
    const all = renamings(Array.from({ length: states }, (_, s) => s));
    return Math.max(
      ...all.map((names) => truth.filter((s, t) => names[path[t] as number] === s).length / truth.length),
    );
  };

  test.each(cases.filter((c) => c.fn === 'hmm_forward_backward').map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const model: GaussianStates = {
      transition: c.params.transition as number[][],
      mean: c.params.mu as number[],
      deviation: c.params.sigma as number[],
    };
    const { y, true_states } = valuesOf(c);
    const found = stateProbabilities(model, y);
    expect(Math.abs(found.logLikelihood - c.expected.logLikelihood)).toBeLessThan(Number(c.tolerance.logLikelihood));
    for (const kind of ['filtered', 'smoothed'] as const) {
      const { index, probabilities } = c.expected[kind] as { index: number[]; probabilities: number[][] };
      for (const [i, row] of index.entries())
        expect(allAgree(found[kind][row] as Float64Array, probabilities[i] as number[], { abs: 1e-8 })).toBe(true);
    }
    const best = viterbi(model, y);
    expect([...best.path]).toEqual(c.expected.viterbi);
    expect(Math.abs(best.logProbability - c.expected.viterbiLogProbability)).toBeLessThan(1e-6);
    expect(accuracy(best.path, true_states, model.mean.length)).toBeCloseTo(c.expected.viterbiAccuracy, 9);
  });

  test.each(cases.filter((c) => c.fn === 'hmm_fit').map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const states = Number(c.params.k);
    const { y, true_states } = valuesOf(c);
    const found = fitRegimes(y, states);
    if (found === undefined) throw new Error('no fit');
    // The reference orders one series by falling mean instead.
    const theirs = (c.expected.mu as number[]).map((_, s) => s);
    const { mu, sigma, transition } = c.expected;
    theirs.sort((a, b) => sigma[a] - sigma[b]);
    expect(Math.abs(found.logLikelihood - c.expected.logLikelihood)).toBeLessThan(0.5);
    for (const [i, s] of theirs.entries()) {
      expect(Math.abs((found.model.mean[i] as number) - mu[s])).toBeLessThan(0.1 * sigma[s]);
      expect(Math.abs((found.model.deviation[i] as number) / sigma[s] - 1)).toBeLessThan(0.05);
      for (const [j, r] of theirs.entries())
        expect(Math.abs((found.model.transition[i]?.[j] as number) - transition[s][r])).toBeLessThan(0.03);
    }
    const { path } = viterbi(found.model, y);
    expect(accuracy(path, true_states, states)).toBeGreaterThanOrEqual(c.expected.viterbiAccuracy - 0.02);
  });
  test('every case was judged', () => {
    console.info(`regime.json: ${cases.length} matched, 0 listed of ${cases.length}`);
    expect(cases.length).toBe(7);
  });
});
