/** Covariance matrices, and two that shrink them towards a multiple of the identity. */

export interface Shrunk {
  /** Share of the target, 0 to 1. */
  readonly shrinkage: number;
  readonly covariance: readonly Float64Array[];
}

function centred(columns: readonly ArrayLike<number>[], isCentred: boolean): Float64Array[] {
  return columns.map((c) => {
    let mean = 0;
    for (let i = 0; i < c.length; i++) mean += (c[i] as number) / c.length;
    return Float64Array.from(c, (v) => (isCentred ? v : v - mean));
  });
}

/** Sums of products over n - ddof. */
function products(columns: readonly Float64Array[], ddof: 0 | 1): Float64Array[] {
  const n = columns[0]?.length ?? 0;
  return columns.map((a) =>
    Float64Array.from(columns, (b) => {
      let sum = 0;
      for (let i = 0; i < n; i++) sum += (a[i] as number) * (b[i] as number);
      return sum / (n - ddof);
    }),
  );
}

/** Sample covariance of equally long columns. */
export const sampleCovariance = (columns: readonly ArrayLike<number>[], ddof: 0 | 1 = 1): Float64Array[] =>
  products(centred(columns, false), ddof);

const meanVariance = (matrix: readonly Float64Array[]): number =>
  matrix.reduce((sum, row, i) => sum + (row[i] as number), 0) / matrix.length;

const mix = (matrix: readonly Float64Array[], shrinkage: number): Shrunk => {
  const target = meanVariance(matrix);
  return {
    shrinkage,
    covariance: matrix.map((row, i) => row.map((v, j) => (1 - shrinkage) * v + (i === j ? shrinkage * target : 0))),
  };
};

/**
 * Shrinkage that minimises the expected squared error (Ledoit and Wolf 2004), from the covariance over n.
 * @param isCentred true when the columns have mean 0 already
 */
export function ledoitWolf(columns: readonly ArrayLike<number>[], isCentred = false): Shrunk {
  const x = centred(columns, isCentred);
  const p = x.length;
  const n = x[0]?.length ?? 0;
  const matrix = products(x, 0);
  const target = meanVariance(matrix);
  const squares = matrix.reduce((sum, row) => sum + row.reduce((s, v) => s + v * v, 0), 0);
  let fourths = 0;
  for (let i = 0; i < n; i++) {
    let length = 0;
    for (const column of x) length += (column[i] as number) ** 2;
    fourths += length ** 2;
  }
  const distance = (squares - p * target * target) / p;
  const noise = Math.min((fourths / n - squares) / (p * n), distance);
  return mix(matrix, noise > 0 ? noise / distance : 0);
}

/** Oracle approximating shrinkage for Gaussian data (Chen, Wiesel, Eldar and Hero 2010), in scikit-learn's form. */
export function oracleShrinkage(columns: readonly ArrayLike<number>[], isCentred = false): Shrunk {
  const x = centred(columns, isCentred);
  const p = x.length;
  const matrix = products(x, 0);
  const target = meanVariance(matrix);
  const square = matrix.reduce((sum, row) => sum + row.reduce((s, v) => s + v * v, 0), 0) / (p * p);
  const below = ((x[0]?.length ?? 0) + 1) * (square - target ** 2 / p);
  return mix(matrix, below === 0 ? 1 : Math.min(1, (square + target ** 2) / below));
}
