/** Is the best of many strategies better than nothing, given that it was picked: White's Reality Check (2000) and Hansen's SPA test (2005). */
import type { Random } from '../../core/random.ts';
import { stationaryBootstrap } from '../statistics/bootstrap.ts';
import { mean, standardDeviation } from '../statistics/moments.ts';

export interface SnoopingOptions {
  /** Bootstrap draws. */
  readonly draws?: number;
  /** Expected length of a block of the stationary bootstrap. */
  readonly block?: number;
}

export interface SnoopingResult {
  /** Column of the highest statistic. */
  readonly best: number;
  /** t statistic of the best alone, and its one-sided p-value as if it had been the only one tried. */
  readonly bestT: number;
  /** Reality Check: unstudentized, every strategy recentred. */
  readonly realityCheck: number;
  /** SPA, studentized: strategies that look poor count as poor (lower), if they are clearly so (consistent), or not (upper). */
  readonly spa: { readonly lower: number; readonly consistent: number; readonly upper: number };
  readonly draws: number;
}

/** Variance of root n times the mean under the stationary bootstrap, in closed form (Hansen 2005, eq. 6). */
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
  const best = studentized.indexOf(Math.max(...studentized));
  const poor = Math.sqrt((2 * Math.log(Math.log(n))) / n);
  // How much of its mean each strategy loses in the null world of each form.
  const centres = {
    lower: means.map((m) => Math.max(m, 0)),
    consistent: means.map((m, c) => ((studentized[c] as number) >= -poor ? m : 0)),
    upper: means,
  };
  const statistic = Math.max(0, ...studentized);
  const whiteStatistic = Math.max(...means);
  const above = { lower: 0, consistent: 0, upper: 0, white: 0 };
  const times = new Float64Array(n);
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (const row of stationaryBootstrap(n, block, random)) times[row] = (times[row] as number) + 1;
    const top = { lower: 0, consistent: 0, upper: 0, white: Number.NEGATIVE_INFINITY };
    for (let c = 0; c < count; c++) {
      const x = performance[c] as Float64Array;
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (times[i] as number) * (x[i] as number);
      const drawn = sum / n;
      const deviation = deviations[c] as number;
      top.lower = Math.max(top.lower, (drawn - (centres.lower[c] as number)) / deviation);
      top.consistent = Math.max(top.consistent, (drawn - (centres.consistent[c] as number)) / deviation);
      top.upper = Math.max(top.upper, (drawn - (centres.upper[c] as number)) / deviation);
      top.white = Math.max(top.white, drawn - (means[c] as number));
    }
    if (top.lower > statistic) above.lower++;
    if (top.consistent > statistic) above.consistent++;
    if (top.upper > statistic) above.upper++;
    if (top.white > whiteStatistic) above.white++;
  }
  const column = performance[best] as Float64Array;
  return {
    best,
    bestT: (Math.sqrt(n) * (means[best] as number)) / standardDeviation(column, 1),
    realityCheck: above.white / draws,
    spa: { lower: above.lower / draws, consistent: above.consistent / draws, upper: above.upper / draws },
    draws,
  };
}
