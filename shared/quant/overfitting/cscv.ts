/** Probability of backtest overfitting by combinatorially symmetric cross-validation (Bailey, Borwein, Lopez de Prado, Zhu 2015). */

export interface OverfittingResult {
  /** Share of splits in which the in-sample winner lands in the lower half out of sample. */
  readonly probability: number;
  readonly meanLogit: number;
  /** Share of splits in which the winner's out-of-sample Sharpe ratio is below zero. */
  readonly probabilityOfLoss: number;
  readonly splits: number;
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
  if (count < 2 || size < 1 || blocks < 2 || blocks > 20 || blocks % 2 !== 0) {
    return { probability: Number.NaN, meanLogit: Number.NaN, probabilityOfLoss: Number.NaN, splits: 0 };
  }
  // Sums per block make every split a sum of blocks/2 numbers.
  const sums = returns.map((column) => blockSums(column, blocks, size));
  const half = blocks / 2;
  let splits = 0;
  let overfitted = 0;
  let losses = 0;
  let logits = 0;
  const inside = new Float64Array(count);
  const outside = new Float64Array(count);
  for (let mask = 0; mask < 1 << blocks; mask++) {
    if (bits(mask) !== half) continue;
    let winner = 0;
    for (let c = 0; c < count; c++) {
      const column = sums[c] as BlockSums;
      let s = 0;
      let q = 0;
      for (let b = 0; b < blocks; b++) {
        if ((mask >> b) & 1) {
          s += column.sum[b] as number;
          q += column.square[b] as number;
        }
      }
      const n = half * size;
      inside[c] = sharpe(s, q, n);
      outside[c] = sharpe(column.totalSum - s, column.totalSquare - q, n);
      if ((inside[c] as number) > (inside[winner] as number)) winner = c;
    }
    let rank = 1;
    for (let c = 0; c < count; c++) if ((outside[c] as number) < (outside[winner] as number)) rank++;
    const omega = rank / (count + 1);
    const logit = Math.log(omega / (1 - omega));
    splits++;
    logits += logit;
    if (logit <= 0) overfitted++;
    if ((outside[winner] as number) < 0) losses++;
  }
  return { probability: overfitted / splits, meanLogit: logits / splits, probabilityOfLoss: losses / splits, splits };
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

function bits(value: number): number {
  let n = 0;
  for (let v = value; v; v &= v - 1) n++;
  return n;
}
