/** Combinatorial purged cross-validation: many out-of-sample paths from one history (Lopez de Prado 2018, ch. 12). */
import { combinations, countCombinations } from './combinations.ts';
import { cutRows, type Fold, type PurgeOptions, purgedTraining, rowsOf } from './purged-folds.ts';

/** Splits and paths of N groups with k of them tested: C(N, k), and k/N of them. */
export const countPaths = (groups: number, tested: number): { readonly splits: number; readonly paths: number } => {
  const splits = countCombinations(groups, tested);
  return { splits, paths: Math.round((splits * tested) / groups) };
};

export interface CombinatorialSplits {
  readonly splits: readonly Fold[];
  /** Row p, group g: the split whose test gives path p its returns of group g. Every path covers every row once. */
  readonly paths: readonly Int32Array[];
  /** Rows of each group. */
  readonly groups: readonly Int32Array[];
}

/** @param labelEnds last bar that the label of each row looks at */
export function combinatorialPurged(
  labelEnds: ArrayLike<number>,
  groups: number,
  tested: number,
  options: PurgeOptions = {},
): CombinatorialSplits {
  const blocks = cutRows(labelEnds.length, groups);
  const paths = Array.from({ length: countPaths(groups, tested).paths }, () => new Int32Array(groups).fill(-1));
  const met = new Int32Array(groups);
  const splits: Fold[] = [];
  for (const chosen of combinations(groups, tested)) {
    const test = Array.from(chosen, (g) => blocks[g] as (typeof blocks)[number]);
    for (const g of chosen) {
      const path = paths[met[g] as number] as Int32Array;
      path[g] = splits.length;
      met[g] = (met[g] as number) + 1;
    }
    splits.push({
      train: purgedTraining(labelEnds, test, options),
      test: Int32Array.from(test.flatMap((block) => [...rowsOf(block)])),
    });
  }
  return { splits, paths, groups: blocks.map(rowsOf) };
}
