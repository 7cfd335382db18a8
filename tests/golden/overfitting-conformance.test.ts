/** The overfitting statistics against published numbers and two other packages, where the reference folder is present. */
import { describe, expect, test } from 'vitest';
import { countPaths } from '../../shared/quant/overfitting/combinatorial-purged.ts';
import { probabilityOfOverfitting } from '../../shared/quant/overfitting/cscv.ts';
import {
  deflatedSharpe,
  expectedMaximum,
  expectedMaximumSharpe,
  minimumBacktestBound,
  minimumBacktestYears,
  minimumTrackRecord,
  probabilisticSharpe,
  sharpeStandardError,
} from '../../shared/quant/overfitting/sharpe.ts';
import { mean, rawKurtosis, skewness, standardDeviation } from '../../shared/quant/statistics/moments.ts';
import { agrees, allAgree, referenceFile, type Tolerance } from '../support/conformance.ts';

interface Case {
  id: string;
  fn: string;
  params: Record<string, number>;
  // biome-ignore lint/suspicious/noExplicitAny: the shape of input and answer depends on the function
  input: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  expected: any;
  tolerance: Tolerance;
  tags: string[];
}

const reference = referenceFile('overfit.json') as { cases: Case[] } | undefined;
const matrices = (referenceFile('overfit_matrices.json') ?? {}) as Record<string, { matrix?: number[][] } | number[][]>;

const sample = (p: Case['params']) => ({
  sharpe: p.sr as number,
  bars: p.T as number,
  skewness: p.skew as number,
  kurtosis: p.kurtosis as number,
});
const columnsOf = (name: string): Float64Array[] => {
  const found = matrices[name];
  const rows = (Array.isArray(found) ? found : found?.matrix) as number[][];
  return (rows[0] as number[]).map((_, c) => Float64Array.from(rows, (row) => row[c] as number));
};

/** Answer and expectation of each function, number by number. */
const pairs: Record<string, (c: Case) => readonly (readonly [number, number])[]> = {
  psr: ({ params, expected }) => [[probabilisticSharpe(sample(params), params.sr_benchmark), expected.value]],
  sharpe_standard_error: ({ params, expected }) => [[sharpeStandardError(sample(params)), expected.value]],
  min_track_record_length({ params, expected }) {
    const bars = minimumTrackRecord(sample(params), params.sr_benchmark as number, params.prob);
    return [
      [bars, expected.observations],
      [bars / (params.periods_per_year ?? 12), expected.years],
    ];
  },
  expected_max_normal: ({ params, expected }) => [[expectedMaximum(params.N as number), expected.value]],
  deflated_sharpe_ratio: ({ params, expected }) => [
    [expectedMaximumSharpe(params.N as number, params.var_trials as number), expected.sr0],
    [deflatedSharpe(sample(params), params.N as number, params.var_trials as number), expected.dsr],
  ],
  min_backtest_length_years: ({ params, expected }) => [
    [minimumBacktestYears(params.N as number, params.expected_max_sharpe as number), expected.years],
    [minimumBacktestBound(params.N as number, params.expected_max_sharpe as number), expected.upper_bound],
  ],
  psr_from_returns({ params, expected, input }) {
    const r = input.returns as number[];
    const s = {
      sharpe: mean(r) / standardDeviation(r, 1),
      bars: r.length,
      skewness: skewness(r),
      kurtosis: rawKurtosis(r),
    };
    const required = params.sr_benchmark as number;
    return [
      [s.bars, expected.T],
      [s.sharpe, expected.sr],
      [s.skewness, expected.skew],
      [s.kurtosis, expected.kurtosis],
      [sharpeStandardError(s), expected.sr_std],
      [probabilisticSharpe(s, required), expected.psr],
      [minimumTrackRecord(s, required, params.prob), expected.min_trl],
    ];
  },
  cpcv_counts({ params, expected }) {
    const { splits, paths } = countPaths(params.N as number, params.k as number);
    return [
      [splits, expected.splits],
      [paths, expected.paths],
    ];
  },
  pbo_cscv({ params, expected, input }) {
    const columns = columnsOf(input.matrix);
    const found = probabilityOfOverfitting(columns, params.S as number);
    const byRank = found.each.rank.filter((rank) => rank / columns.length <= 0.5).length / found.splits;
    const listed = expected.per_combination as Record<string, number[]> | undefined;
    return [
      [found.probability, expected.pbo],
      [byRank, expected.pbo_rank_over_N],
      [found.splits, expected.combinations],
      [found.probabilityOfLoss, expected.prob_oos_loss],
      [found.meanLogit, expected.mean_logit],
      [found.medianLogit, expected.median_logit],
      [found.degradation?.slope as number, expected.degradation_slope],
      [found.degradation?.intercept as number, expected.degradation_intercept],
      [found.degradation?.rSquared as number, expected.degradation_r2],
      ...(
        [
          [found.each.winner, listed?.best_in_sample],
          [found.each.inside, listed?.is_sharpe],
          [found.each.outside, listed?.oos_sharpe],
          [found.each.rank, listed?.oos_rank],
          [found.each.logit, listed?.logit],
        ] as const
      ).flatMap(([mine, theirs]) => (theirs ?? []).map((v, i) => [mine[i] as number, v] as const)),
    ];
  },
};

/** Ours puts the variance at the observed ratio over T - 1, as the papers of 2012 and 2014: these must not agree. */
const variants: Record<string, (c: Case) => readonly [number, number]> = {
  psr_null_variance: ({ params, expected }) => [
    probabilisticSharpe(sample(params), params.sr_benchmark),
    expected.value,
  ],
  min_track_record_length_null_variance: ({ params, expected }) => [
    minimumTrackRecord(sample(params), params.sr_benchmark as number, 1 - (params.alpha as number)),
    expected.observations,
  ],
};

describe.skipIf(reference === undefined)('overfitting (skipped without the reference folder)', () => {
  const cases = reference?.cases ?? [];
  const isVariant = (c: Case) => variants[c.fn] !== undefined;
  test.each(cases.filter((c) => !isVariant(c)).map((c) => [c.id, c] as const))('%s', (_id, c) => {
    const judged = pairs[c.fn]?.(c) ?? [];
    expect(judged.length).toBeGreaterThan(0);
    const wrong = judged.filter(([mine, theirs]) => !agrees(mine, theirs, c.tolerance));
    expect(wrong).toEqual([]);
    expect(
      allAgree(
        judged.map(([mine]) => mine),
        judged.map(([, theirs]) => theirs),
        c.tolerance,
      ),
    ).toBe(true);
  });
  test.each(cases.filter(isVariant).map((c) => [c.id, c] as const))('%s is the other convention', (_id, c) => {
    const judged = variants[c.fn]?.(c) ?? [Number.NaN, Number.NaN];
    expect(Number.isFinite(judged[0])).toBe(true);
    expect(agrees(judged[0], judged[1], c.tolerance)).toBe(false);
  });
  test('what is not matched is listed', () => {
    const listed = cases.filter(isVariant).length;
    console.info(
      `overfit.json: ${cases.length - listed} matched, ${listed} listed of ${cases.length} (variance at the benchmark over T, papers of 2025: must not match)`,
    );
    expect([listed, cases.length]).toEqual([3, 52]);
  });
});
