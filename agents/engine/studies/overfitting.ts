/** How much of a record is luck: its neighbours, its siblings, its own order in time. Pure functions of return columns and a seed. */
import { createRandom, type Random } from '../../../shared/core/random.ts';
import { combinatorialPurged } from '../../../shared/quant/overfitting/combinatorial-purged.ts';
import { probabilityOfOverfitting } from '../../../shared/quant/overfitting/cscv.ts';
import { dataSnooping } from '../../../shared/quant/overfitting/data-snooping.ts';
import { pathReturns } from '../../../shared/quant/overfitting/path-returns.ts';
import { correlation, mean, quantile, standardDeviation } from '../../../shared/quant/statistics/moments.ts';

export interface OverfittingInput {
  /** Returns of the candidate per bar. */
  readonly own: Float64Array;
  /** Returns of its parameter neighbours, equally long. */
  readonly neighbours: readonly Float64Array[];
  /** Returns of other strategies of the same search, equally long. */
  readonly siblings: readonly Float64Array[];
  /** Returns of holding the same symbols; empty where unknown. */
  readonly holding: Float64Array;
  readonly seed: number;
  /** Draws of the permutation test; 2,000 unless told. */
  readonly draws?: number;
  /** Bootstrap draws of the SPA test; 1,000 unless told. */
  readonly snoopingDraws?: number;
}

/** Sharpe ratios are per bar; null = not enough to ask. */
export interface OverfittingEvidence {
  readonly bars: number;
  readonly plateau: {
    readonly neighbours: number;
    /** Share of neighbours that keep at least half of the Sharpe ratio. */
    readonly keptShare: number;
    /** Median ratio of the neighbours over the own one. */
    readonly medianRatio: number;
  } | null;
  readonly pbo: {
    readonly probability: number;
    readonly probabilityOfLoss: number;
    readonly strategies: number;
    readonly blocks: number;
  } | null;
  readonly snooping: { readonly p: number; readonly realityCheck: number; readonly strategies: number } | null;
  readonly walkForward: { readonly efficiency: number; readonly folds: number } | null;
  readonly purged: { readonly medianSharpe: number; readonly shareBelowZero: number; readonly paths: number } | null;
  readonly permutation: { readonly p: number; readonly draws: number; readonly excess: boolean } | null;
}

/** Blocks of the combinatorial cross-validation: 12,870 splits. */
const blocks = 16;
/** Two columns this alike are one trial for the PBO: which of them wins says nothing. */
const alike = 0.95;
/** Columns of the combinatorial cross-validation: what more of them add is time. */
const mostDistinct = 24;
const folds = 6;
/** Bars that keep their order in the permutation, so that what follows from one bar to the next stays. */
const permutedBlock = 5;

const sharpe = (x: ArrayLike<number>): number => {
  const spread = standardDeviation(x, 1);
  return spread > 0 ? mean(x) / spread : 0;
};

export function studyOverfitting(input: OverfittingInput): OverfittingEvidence {
  const { own, neighbours, siblings, holding, seed } = input;
  const random = createRandom(`overfitting/${seed}`);
  const live = (columns: readonly Float64Array[]): Float64Array[] =>
    columns.filter((c) => c.length === own.length && standardDeviation(c, 1) > 0);
  const near = live(neighbours);
  const others = live(siblings);
  const distinct = [own];
  for (const column of [...others, ...near])
    if (distinct.length < mostDistinct && distinct.every((d) => Math.abs(correlation(d, column)) < alike))
      distinct.push(column);
  const snoopingDraws = input.snoopingDraws ?? 1000;
  return {
    bars: own.length,
    plateau: plateauOf(own, near),
    pbo: pboOf(distinct),
    snooping: own.length < 100 ? null : snoopingOf([own, ...others.slice(0, 40), ...near], random, snoopingDraws),
    walkForward: walkForwardOf([own, ...near]),
    purged: purgedOf([own, ...near]),
    permutation: permutationOf(own, holding, random, input.draws ?? 2000),
  };
}

function plateauOf(own: Float64Array, near: readonly Float64Array[]): OverfittingEvidence['plateau'] {
  const base = sharpe(own);
  if (near.length < 4 || base <= 0) return null;
  const ratios = near.map((column) => sharpe(column) / base);
  return {
    neighbours: near.length,
    keptShare: ratios.filter((r) => r >= 0.5).length / ratios.length,
    medianRatio: quantile(ratios, 0.5),
  };
}

function pboOf(columns: readonly Float64Array[]): OverfittingEvidence['pbo'] {
  if (columns.length < 8 || (columns[0]?.length ?? 0) < 10 * blocks) return null;
  const found = probabilityOfOverfitting(columns, blocks);
  return {
    probability: found.probability,
    probabilityOfLoss: found.probabilityOfLoss,
    strategies: columns.length,
    blocks,
  };
}

function snoopingOf(columns: readonly Float64Array[], random: Random, draws: number): OverfittingEvidence['snooping'] {
  const found = dataSnooping(columns, random, { draws, block: 10 });
  return found ? { p: found.spa.consistent, realityCheck: found.realityCheck, strategies: columns.length } : null;
}

/** What choosing the best neighbour by its past would have earned next, over what it had shown until then. */
function walkForwardOf(columns: readonly Float64Array[]): OverfittingEvidence['walkForward'] {
  const n = columns[0]?.length ?? 0;
  const size = Math.floor(n / (folds + 2));
  if (columns.length < 3 || size < 40) return null;
  const inside: number[] = [];
  const outside: number[] = [];
  for (let fold = 0; fold < folds; fold++) {
    const start = (fold + 2) * size;
    const end = fold === folds - 1 ? n : start + size;
    let best = Number.NEGATIVE_INFINITY;
    let winner = columns[0] as Float64Array;
    for (const column of columns) {
      const ratio = sharpe(column.subarray(0, start));
      if (ratio > best) {
        best = ratio;
        winner = column;
      }
    }
    inside.push(best);
    for (let i = start; i < end; i++) outside.push(winner[i] as number);
  }
  const promised = mean(inside);
  return promised > 0 ? { efficiency: sharpe(outside) / promised, folds } : { efficiency: 0, folds };
}

function purgedOf(columns: readonly Float64Array[]): OverfittingEvidence['purged'] {
  const n = columns[0]?.length ?? 0;
  if (columns.length < 3 || n < 250) return null;
  // A position lasts days: labels of ten bars, an embargo of ten more.
  const labelEnds = Int32Array.from({ length: n }, (_, i) => Math.min(n - 1, i + 10));
  const paths = pathReturns(columns, combinatorialPurged(labelEnds, 6, 2, { embargo: 10 })).map(sharpe);
  return {
    medianSharpe: quantile(paths, 0.5),
    shareBelowZero: paths.filter((p) => p < 0).length / paths.length,
    paths: paths.length,
  };
}

/**
 * Flips the sign of blocks of what is earned above holding the same symbols: if the timing were worth nothing, gains and
 * losses would be as likely. Where holding is unknown, of what is earned.
 */
function permutationOf(
  own: Float64Array,
  holding: Float64Array,
  random: Random,
  draws: number,
): OverfittingEvidence['permutation'] {
  const n = own.length;
  if (n < 100) return null;
  const spread = holding.length === n ? standardDeviation(holding, 1) : 0;
  const beta = spread > 0 ? (correlation(own, holding) * standardDeviation(own, 1)) / spread : 0;
  const count = Math.ceil(n / permutedBlock);
  const sums = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    const b = Math.floor(i / permutedBlock);
    sums[b] = (sums[b] as number) + (own[i] as number) - beta * (beta === 0 ? 0 : (holding[i] as number));
  }
  let observed = 0;
  for (const sum of sums) observed += sum;
  let above = 0;
  for (let draw = 0; draw < draws; draw++) {
    let total = 0;
    for (let b = 0; b < count; b += 30) {
      let bits = random.int(2 ** 30);
      for (let k = b; k < Math.min(b + 30, count); k++) {
        total += bits & 1 ? (sums[k] as number) : -(sums[k] as number);
        bits >>>= 1;
      }
    }
    if (total >= observed) above++;
  }
  return { p: (above + 1) / (draws + 1), draws, excess: beta !== 0 };
}
