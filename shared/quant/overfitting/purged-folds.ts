/** Cross-validation without leaks: purged k-fold with embargo (Lopez de Prado, Advances in Financial Machine Learning, 2018, ch. 7). */

export interface Fold {
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface PurgeOptions {
  /** Rows left out after the last bar that a test label looks at. */
  readonly embargo?: number;
  /**
   * `strict`: training and test labels share no bar. `touching`: as printed in the book's snippet 7.3, where a label may
   * end on the bar on which the test begins, and training may begin on the bar on which the last test label ends.
   */
  readonly rule?: 'strict' | 'touching';
}

/** Rows `from` to `to` (not included). */
export interface Block {
  readonly from: number;
  readonly to: number;
}

/** Cuts rows into contiguous blocks as equal as can be, the longer ones first. */
export const cutRows = (rows: number, parts: number): Block[] =>
  Array.from({ length: parts }, (_, p) => {
    const size = Math.floor(rows / parts);
    const longer = rows % parts;
    const from = p * size + Math.min(p, longer);
    return { from, to: from + size + (p < longer ? 1 : 0) };
  });

/**
 * Rows that may be trained on when the blocks are the test.
 * @param labelEnds last bar that the label of each row looks at: at least the row itself
 */
export function purgedTraining(
  labelEnds: ArrayLike<number>,
  test: readonly Block[],
  options: PurgeOptions = {},
): Int32Array {
  const { embargo = 0, rule = 'strict' } = options;
  const slack = rule === 'strict' ? 0 : 1;
  const spans = test.map(({ from, to }) => {
    let lastBar = to - 1;
    for (let row = from; row < to; row++) lastBar = Math.max(lastBar, labelEnds[row] as number);
    return { from, to, lastBar };
  });
  const isFree = (row: number): boolean =>
    spans.every(({ from, to, lastBar }) => {
      if (row >= from && row < to) return false;
      return row < from ? (labelEnds[row] as number) < from + slack : row > lastBar + embargo - slack;
    });
  return Int32Array.from({ length: labelEnds.length }, (_, row) => row).filter(isFree);
}

/** Row numbers of a block. */
export const rowsOf = ({ from, to }: Block): Int32Array => Int32Array.from({ length: to - from }, (_, i) => from + i);

/** One fold for each of k contiguous test blocks. */
export const purgedFolds = (labelEnds: ArrayLike<number>, k: number, options: PurgeOptions = {}): Fold[] =>
  cutRows(labelEnds.length, k).map((block) => ({
    train: purgedTraining(labelEnds, [block], options),
    test: rowsOf(block),
  }));
