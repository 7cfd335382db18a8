/** What picking the best strategy would have earned out of sample, along every path of a combinatorial cross-validation. */
import { mean, standardDeviation } from '../statistics/moments.ts';
import type { CombinatorialSplits } from './combinatorial-purged.ts';

const sharpe = (x: Float64Array): number => {
  const spread = standardDeviation(x, 1);
  return spread > 0 ? mean(x) / spread : 0;
};

/**
 * In each split the strategy with the highest Sharpe ratio on the training rows is picked; its test rows go to the paths.
 * @param returns one column for each strategy
 * @returns one column of out-of-sample returns for each path, all rows covered
 */
export function pathReturns(
  returns: readonly Float64Array[],
  { splits, paths, groups }: CombinatorialSplits,
): Float64Array[] {
  const winners = splits.map(({ train }) => {
    let winner = 0;
    let best = Number.NEGATIVE_INFINITY;
    returns.forEach((column, c) => {
      const ratio = sharpe(Float64Array.from(train, (row) => column[row] as number));
      if (ratio > best) {
        best = ratio;
        winner = c;
      }
    });
    return winner;
  });
  return paths.map((path) => {
    const out = new Float64Array(returns[0]?.length ?? 0);
    groups.forEach((rows, g) => {
      const column = returns[winners[path[g] as number] as number] as Float64Array;
      for (const row of rows) out[row] = column[row] as number;
    });
    return out;
  });
}
