/** Is the best of many strategies better than nothing, given that it was picked: White's Reality Check (2000) and Hansen's SPA test (2005). */
import type { Random } from '../../core/random.ts';
import { stationaryBootstrap } from '../statistics/bootstrap.ts';
import { mean, standardDeviation } from '../statistics/moments.ts';

const forms = ['lower', 'consistent', 'upper'] as const;

export interface SnoopingOptions {
  /** Bootstrap draws. */
  readonly draws?: number;
  /** Expected length of a block of the stationary bootstrap. */
  readonly block?: number;
}

/** P-values of one test: strategies that look poor count as poor (lower), if they are clearly so (consistent), or not (upper). */
export interface SuperiorAbility {
  readonly lower: number;
  readonly consistent: number;
  readonly upper: number;
}

export interface SnoopingResult {
  /** Column of the highest mean, and its one-sided t statistic as if it had been the only one tried. */
  readonly best: number;
  readonly bestT: number;
  /** White's Reality Check: the highest mean, every strategy recentred. */
  readonly realityCheck: number;
  /** SPA of the highest mean; the long-run variance only decides which strategies are clearly poor (as Python's arch computes it). */
  readonly spa: SuperiorAbility;
  /** SPA of the highest mean over its long-run deviation (Hansen 2005, eq. 5); strategies of unlike risk are compared fairly. */
  readonly studentizedSpa: SuperiorAbility;
  readonly draws: number;
}

/** Variance of root n times the mean under the stationary bootstrap, in closed form (Hansen 2005, appendix; Politis and Romano 1994). */
function longRunVariance(x: Float64Array, block: number): number {
  const n = x.length;
  const centre = mean(x);
  const stay = 1 - 1 / block;
  let variance = 0;
  for (let lag = 0; lag < n; lag++) {
    const weight = lag === 0 ? 1 : 2 * ((1 - lag / n) * stay ** lag + (lag / n) * stay ** (n - lag));
    if (weight < 1e-12) continue;
    let sum = 0;
    for (let i = lag; i < n; i++) sum += ((x[i] as number) - centre) * ((x[i - lag] as number) - centre);
    variance += (weight * sum) / n;
  }
  return variance;
}

/**
 * @param performance one column for each strategy: return above the benchmark in each period, equally long
 * @returns undefined for fewer than ten periods, no strategy, or a strategy that never differs from the benchmark
 */
export function dataSnooping(
  performance: readonly Float64Array[],
  random: Random,
  options: SnoopingOptions = {},
): SnoopingResult | undefined {
  const { draws = 10_000, block = 10 } = options;
  const n = performance[0]?.length ?? 0;
  const count = performance.length;
  if (n < 10 || count === 0) return undefined;
  const means = performance.map(mean);
  const deviations = performance.map((x) => Math.sqrt(longRunVariance(x, block)));
  if (deviations.some((d) => !(d > 0))) return undefined;
  const studentized = means.map((m, c) => m / (deviations[c] as number));
  const poor = Math.sqrt((2 * Math.log(Math.log(n))) / n);
  // How much of its mean each strategy loses in the null world of each form.
  const centres = forms.map((form) =>
    Float64Array.from(means, (m, c) => {
      if (form === 'lower') return Math.max(m, 0);
      return form === 'upper' || (studentized[c] as number) >= -poor ? m : 0;
    }),
  );
  const plainStatistic = Math.max(...means);
  const studentizedStatistic = Math.max(0, ...studentized);
  const plainAbove = [0, 0, 0];
  const studentizedAbove = [0, 0, 0];
  const times = new Float64Array(n);
  const drawn = new Float64Array(count);
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (const row of stationaryBootstrap(n, block, random)) times[row] = (times[row] as number) + 1;
    for (let c = 0; c < count; c++) {
      const x = performance[c] as Float64Array;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (times[i] as number) * (x[i] as number);
      drawn[c] = sum / n;
    }
    for (let form = 0; form < 3; form++) {
      const centre = centres[form] as Float64Array;
      let plainTop = Number.NEGATIVE_INFINITY;
      let studentizedTop = 0;
      for (let c = 0; c < count; c++) {
        const above = (drawn[c] as number) - (centre[c] as number);
        plainTop = Math.max(plainTop, above);
        studentizedTop = Math.max(studentizedTop, above / (deviations[c] as number));
      }
      if (plainTop > plainStatistic) plainAbove[form] = (plainAbove[form] as number) + 1;
      if (studentizedTop > studentizedStatistic) studentizedAbove[form] = (studentizedAbove[form] as number) + 1;
    }
  }
  const best = means.indexOf(plainStatistic);
  const pValues = ([lower, consistent, upper]: readonly number[]): SuperiorAbility => ({
    lower: (lower as number) / draws,
    consistent: (consistent as number) / draws,
    upper: (upper as number) / draws,
  });
  const spa = pValues(plainAbove);
  return {
    best,
    bestT: (Math.sqrt(n) * plainStatistic) / standardDeviation(performance[best] as Float64Array, 1),
    // Every strategy recentred and the highest mean: White's test is the upper form.
    realityCheck: spa.upper,
    spa,
    studentizedSpa: pValues(studentizedAbove),
    draws,
  };
}
