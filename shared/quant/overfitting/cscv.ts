/** Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, Lopez de Prado, Zhu 2015). */
import { linearRegression } from '../statistics/least-squares.ts';
import { quantile } from '../statistics/moments.ts';
import { combinations, countCombinations } from './combinations.ts';

/** What happened in each split, in lexicographic order of the in-sample blocks. */
export interface OverfittingSplits {
  readonly winner: Int32Array;
  /** Sharpe ratio per bar of the winner in and out of sample. */
  readonly inside: Float64Array;
  readonly outside: Float64Array;
  /** 1 for the worst strategy out of sample, N for the best. */
  readonly rank: Int32Array;
  readonly logit: Float64Array;
}

export interface OverfittingResult {
  /** Share of splits in which the in-sample winner lands in the lower half out of sample. */
  readonly probability: number;
  readonly meanLogit: number;
  readonly medianLogit: number;
  /** Share of splits in which the winner's out-of-sample Sharpe ratio is below zero. */
  readonly probabilityOfLoss: number;
  readonly splits: number;
  /** Straight line of the winner's ratio out of sample over the one in sample; undefined when all are the same. */
  readonly degradation: { readonly slope: number; readonly intercept: number; readonly rSquared: number } | undefined;
  readonly each: OverfittingSplits;
}

/**
 * @param returns one column of bar returns per strategy, equally long
 * @param blocks even number of contiguous blocks, 2 to 20; bars that do not fill the last block are left out
 * Ranks by the Sharpe ratio (ddof 1); rank = 1 + strategies below it, omega = rank / (N + 1). A column without spread
 * ranks by a ratio of 0. Ties of the in-sample winner go to the first.
 */
export function probabilityOfOverfitting(returns: readonly Float64Array[], blocks: number): OverfittingResult {
  const count = returns.length;
  const size = Math.floor((returns[0]?.length ?? 0) / blocks);
  const isUsable = count >= 2 && size >= 1 && blocks >= 2 && blocks <= 20 && blocks % 2 === 0;
  const half = blocks / 2;
  const splits = isUsable ? countCombinations(blocks, half) : 0;
  const each = {
    winner: new Int32Array(splits),
    inside: new Float64Array(splits),
    outside: new Float64Array(splits),
    rank: new Int32Array(splits),
    logit: new Float64Array(splits),
  };
  if (!isUsable) {
    const none = Number.NaN;
    return {
      probability: none,
      meanLogit: none,
      medianLogit: none,
      probabilityOfLoss: none,
      splits,
      degradation: undefined,
      each,
    };
  }
  // Sums per block make every split a sum of blocks/2 numbers.
  const sums = returns.map((column) => blockSums(column, blocks, size));
  const n = half * size;
  const outside = new Float64Array(count);
  let split = 0;
  let overfitted = 0;
  let losses = 0;
  let logits = 0;
  for (const chosen of combinations(blocks, half)) {
    let winner = 0;
    let best = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < count; c++) {
      const column = sums[c] as BlockSums;
      let s = 0;
      let q = 0;
      for (const b of chosen) {
        s += column.sum[b] as number;
        q += column.square[b] as number;
      }
      const inside = sharpe(s, q, n);
      outside[c] = sharpe(column.totalSum - s, column.totalSquare - q, n);
      if (inside > best) {
        best = inside;
        winner = c;
      }
    }
    let rank = 1;
    for (let c = 0; c < count; c++) if ((outside[c] as number) < (outside[winner] as number)) rank++;
    const omega = rank / (count + 1);
    const logit = Math.log(omega / (1 - omega));
    each.winner[split] = winner;
    each.inside[split] = best;
    each.outside[split] = outside[winner] as number;
    each.rank[split] = rank;
    each.logit[split] = logit;
    split++;
    logits += logit;
    if (logit <= 0) overfitted++;
    if ((outside[winner] as number) < 0) losses++;
  }
  return {
    probability: overfitted / splits,
    meanLogit: logits / splits,
    medianLogit: quantile(each.logit, 0.5),
    probabilityOfLoss: losses / splits,
    splits,
    degradation: linearRegression(each.outside, each.inside),
    each,
  };
}

interface BlockSums {
  readonly sum: Float64Array;
  readonly square: Float64Array;
  readonly totalSum: number;
  readonly totalSquare: number;
}

function blockSums(column: Float64Array, blocks: number, size: number): BlockSums {
  const sum = new Float64Array(blocks);
  const square = new Float64Array(blocks);
  let totalSum = 0;
  let totalSquare = 0;
  for (let i = 0; i < blocks * size; i++) {
    const b = Math.floor(i / size);
    const value = column[i] as number;
    sum[b] = (sum[b] as number) + value;
    square[b] = (square[b] as number) + value * value;
    totalSum += value;
    totalSquare += value * value;
  }
  return { sum, square, totalSum, totalSquare };
}

function sharpe(sum: number, square: number, n: number): number {
  const mean = sum / n;
  const variance = (square - sum * mean) / (n - 1);
  return variance > 1e-18 * square ? mean / Math.sqrt(variance) : 0;
}
