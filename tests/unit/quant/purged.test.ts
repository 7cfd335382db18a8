/** Purged cross-validation: the book's folds, our strict ones, and no shared bar in random splits. */
import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../shared/core/random.ts';
import { combinatorialPurged, countPaths } from '../../../shared/quant/overfitting/combinatorial-purged.ts';
import { purgedFolds } from '../../../shared/quant/overfitting/purged-folds.ts';

const ends = Int32Array.from({ length: 12 }, (_, i) => i + 2);
const trains = (rule: 'strict' | 'touching') =>
  purgedFolds(ends, 3, { embargo: 1, rule }).map((fold) => [...fold.train]);

describe('purged folds', () => {
  it('follows the printed snippet when labels may touch', () =>
    expect(trains('touching')).toEqual([
      [6, 7, 8, 9, 10, 11],
      [0, 1, 2, 10, 11],
      [0, 1, 2, 3, 4, 5, 6],
    ]));
  it('shares no bar by default', () =>
    expect(trains('strict')).toEqual([
      [7, 8, 9, 10, 11],
      [0, 1, 11],
      [0, 1, 2, 3, 4, 5],
    ]));
  it('never trains on a bar that a test label looks at, over 10,000 random splits', () => {
    const random = createRandom('purge');
    let [judged, shared] = [0, 0];
    for (let round = 0; round < 1000; round++) {
      const rows = 20 + random.int(40);
      const labelEnds = Int32Array.from({ length: rows }, (_, i) => i + random.int(6));
      const embargo = random.int(4);
      const { splits } = combinatorialPurged(labelEnds, 5, 2, { embargo });
      for (const { train, test } of splits) {
        const seen = new Set<number>();
        for (const row of test) for (let bar = row; bar <= (labelEnds[row] as number); bar++) seen.add(bar);
        judged++;
        for (const row of train)
          for (let bar = row; bar <= (labelEnds[row] as number); bar++) if (seen.has(bar)) shared++;
      }
    }
    expect([judged, shared]).toEqual([10_000, 0]);
  });
});

describe('combinatorial splits', () => {
  it('covers every group once on every path', () => {
    const { splits, paths } = combinatorialPurged(ends, 6, 2);
    expect([splits.length, paths.length]).toEqual([15, 5]);
    expect(countPaths(10, 3)).toEqual({ splits: 120, paths: 36 });
    for (const path of paths)
      for (const [g, split] of path.entries()) expect([...(splits[split]?.test ?? [])]).toContain(g * 2);
  });
});
