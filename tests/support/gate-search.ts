/** A search of the gate's own making: a thousand worthless strategies and one that is not, judged by the real criteria. */

import { studyOverfitting } from '../../agents/engine/studies/overfitting.ts';
import type { RobustnessEvidence } from '../../agents/engine/studies/robustness.ts';
import { sliceByMarket } from '../../agents/engine/studies/slices.ts';
import type { Report } from '../../agents/learning/gate/criterion.ts';
import { deflatedOf } from '../../agents/learning/gate/deflated.ts';
import { evidenceChecks } from '../../agents/learning/gate/evidence/index.ts';
import { criteria } from '../../agents/learning/gate/index.ts';
import { countTrials, type TrialCount } from '../../agents/learning/gate/trials.ts';
import { createRandom, type Random } from '../../shared/core/random.ts';
import { computePerformance } from '../../shared/quant/metrics/performance.ts';
import { correlation, mean, standardDeviation } from '../../shared/quant/statistics/moments.ts';

export interface SearchOptions {
  readonly variants: number;
  /** Daily bars. */
  readonly bars: number;
  /** Annual Sharpe ratio of the market; each worthless strategy holds between none and a good part of it. */
  readonly marketSharpe: number;
  /** Annual Sharpe ratio of the strategy that is worth something. */
  readonly trueSharpe: number;
}

export interface SearchOutcome {
  /** Any worthless variant that the gate let through. */
  readonly noisePassed: boolean;
  readonly truePassed: boolean;
  /** First check that stopped the one that is worth something; null when it passed. */
  readonly trueStoppedBy: string | null;
}

const year = 252;
const inSampleShare = 0.7;
/** Worthless variants that are judged: the best by what the search sees, and by the whole record. */
const judged = 5;

/** Fat tails: one bar in ten is nearly three times as wild (kurtosis about 6), one percent a day in all. */
function noise(bars: number, random: Random): Float64Array {
  const out = new Float64Array(bars);
  for (let i = 0; i < bars; i++) out[i] = 0.01 * random.normal() * (random.next() < 0.1 ? 2.15 : 0.775);
  return out;
}
const sharpe = (x: ArrayLike<number>): number => mean(x) / standardDeviation(x, 1);

export function runSearch(seed: number, options: SearchOptions): SearchOutcome {
  const random = createRandom(`gate-search/${seed}`);
  const { bars, variants } = options;
  const market = noise(bars, random).map((r) => r + (options.marketSharpe / Math.sqrt(year)) * 0.01);
  const columns = Array.from({ length: variants }, () => {
    const beta = 0.6 * random.next();
    return noise(bars, random).map((r, i) => r + beta * (market[i] as number));
  });
  const good = noise(bars, random).map((r) => r + (options.trueSharpe / Math.sqrt(year)) * 0.01);
  const cut = Math.floor(inSampleShare * bars);
  const whole = columns.map(sharpe);
  const inside = columns.map((c) => sharpe(c.subarray(0, cut)));
  const best = (ratios: readonly number[]): number[] =>
    ratios
      .map((r, i) => [r, i] as const)
      .sort((a, b) => b[0] - a[0])
      .slice(0, judged)
      .map(([, i]) => i);
  const base = { trials: 0, trialSharpeMean: 0, trialSharpeVariance: 0 };
  const judge = (own: Float64Array, trials: TrialCount): string | null => {
    const siblings = columns.filter((c) => c !== own).slice(0, 40);
    return firstFailure(own, market, siblings, trials, createRandom(`gate-search/${seed}/neighbours`), seed);
  };
  const noiseTrials = countTrials(base, whole, variants);
  const noisePassed = [...new Set([...best(inside), ...best(whole)])].some(
    (i) => judge(columns[i] as Float64Array, noiseTrials) === null,
  );
  const stopped = judge(good, countTrials(base, [...whole, sharpe(good)], variants + 1));
  return { noisePassed, truePassed: stopped === null, trueStoppedBy: stopped };
}

/** The gate as A6 runs it: the cheap criteria, then the dear ones; null when all pass. */
function firstFailure(
  own: Float64Array,
  market: Float64Array,
  siblings: readonly Float64Array[],
  trials: TrialCount,
  random: Random,
  seed: number,
): string | null {
  const report = reportOf(own, market);
  const facts = { report, trials, deflatedSharpe: deflatedOf(report, trials) };
  const failed = criteria.find((c) => !c.run(facts).passed);
  if (failed) return failed.name;
  // Neighbours trade much alike: what they do otherwise is noise of its own.
  const spread = standardDeviation(own, 1);
  const neighbours = Array.from({ length: 12 }, (_, k) => {
    const shared = 0.75 + 0.02 * k;
    const other = noise(own.length, random);
    return own.map((r, i) => shared * r + (Math.sqrt(1 - shared ** 2) * spread * (other[i] as number)) / 0.01);
  });
  const evidence: RobustnessEvidence = {
    ...studyOverfitting({ own, neighbours, siblings, holding: market, seed, snoopingDraws: 500 }),
    runs: 0,
    noise: null,
    sharpeAtThreeTimesTheCosts: null,
    capacity: null,
    crash: null,
    slices: sliceByMarket(own, market),
    future: null,
  };
  return evidenceChecks.find((c) => !c.run(evidence).passed)?.name ?? null;
}

function performanceOf(returns: Float64Array) {
  const equity = [1];
  for (const r of returns) equity.push((equity.at(-1) as number) * (1 + r));
  // A round trip every ten bars.
  const trades = Array.from({ length: Math.floor(returns.length / 10) }, (_, k) => ({
    pnl: returns.subarray(10 * k, 10 * k + 10).reduce((a, b) => a + b, 0),
  }));
  const years = returns.length / year;
  return computePerformance({
    equity,
    trades,
    periodsPerYear: year,
    exposure: equity.map(() => 0.6),
    tradedNotional: 20 * years,
    costs: 0.01 * years,
  });
}

function reportOf(own: Float64Array, market: Float64Array): Report {
  const cut = Math.floor(inSampleShare * own.length);
  const performance = performanceOf(own);
  const together = correlation(own, market);
  const beta = (together * standardDeviation(own, 1)) / standardDeviation(market, 1);
  const left = own.map((r, i) => r - beta * (market[i] as number));
  return {
    strategyId: 'st-search',
    place: { generation: 0, index: 0, of: 1 },
    datasetId: 'ds-search',
    specHash: '0'.repeat(64),
    deploymentId: 'bt',
    performance,
    inSample: performanceOf(own.subarray(0, cut)),
    outOfSample: performanceOf(own.subarray(cut)),
    bestCase: performance,
    benchmark: performanceOf(market),
    benchmarkCorrelation: together,
    annualCostShare: 0.01,
    holding: {
      sharpe: sharpe(market) * Math.sqrt(year),
      correlation: together,
      appraisal: sharpe(left) * Math.sqrt(year),
    },
    reportHash: '0'.repeat(64),
  };
}
