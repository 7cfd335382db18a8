/** The few dense operations the optimizer needs; matrices are lists of rows. */

export const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
};

/** Matrix times column. */
export const multiply = (matrix: readonly ArrayLike<number>[], x: ArrayLike<number>): Float64Array =>
  Float64Array.from(matrix, (row) => dot(row, x));

/** `x'Mx`. */
export const quadraticForm = (matrix: readonly ArrayLike<number>[], x: ArrayLike<number>): number =>
  dot(multiply(matrix, x), x);

export const identity = (size: number, value = 1): Float64Array[] =>
  Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    row[i] = value;
    return row;
  });

/** Rows become columns. */
export const transpose = (matrix: readonly ArrayLike<number>[]): Float64Array[] =>
  Array.from({ length: matrix[0]?.length ?? 0 }, (_, j) => Float64Array.from(matrix, (row) => row[j] as number));

/** `A B`. */
export function product(a: readonly ArrayLike<number>[], b: readonly ArrayLike<number>[]): Float64Array[] {
  const columns = transpose(b);
  return a.map((row) => Float64Array.from(columns, (column) => dot(row, column)));
}

/** `scale * M + ridge * I`. */
export const scaledWithRidge = (matrix: readonly ArrayLike<number>[], scale: number, ridge: number): Float64Array[] =>
  matrix.map((row, i) => Float64Array.from(row, (v, j) => scale * v + (i === j ? ridge : 0)));

/** Solves `M X = B` by elimination with the largest pivot; undefined when M is singular to working precision. */
export function solveLinear(
  matrix: readonly ArrayLike<number>[],
  right: readonly ArrayLike<number>[],
): Float64Array[] | undefined {
  const n = matrix.length;
  const a: Float64Array[] = matrix.map((row) => Float64Array.from(row));
  const b: Float64Array[] = right.map((row) => Float64Array.from(row));
  const largest = a.reduce((most, row) => row.reduce((m, v) => Math.max(m, Math.abs(v)), most), 0);
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++)
      if (Math.abs((a[i] as Float64Array)[k] as number) > Math.abs((a[best] as Float64Array)[k] as number)) best = i;
    [a[k], a[best]] = [a[best] as Float64Array, a[k] as Float64Array];
    [b[k], b[best]] = [b[best] as Float64Array, b[k] as Float64Array];
    const [pivotRow, pivotRight] = [a[k] as Float64Array, b[k] as Float64Array];
    const pivot = pivotRow[k] as number;
    if (!(Math.abs(pivot) > largest * n * 1e-16)) return undefined;
    for (let i = k + 1; i < n; i++) {
      const [row, rest] = [a[i] as Float64Array, b[i] as Float64Array];
      const factor = (row[k] as number) / pivot;
      if (factor === 0) continue;
      for (let j = k; j < n; j++) row[j] = (row[j] as number) - factor * (pivotRow[j] as number);
      for (let j = 0; j < rest.length; j++) rest[j] = (rest[j] as number) - factor * (pivotRight[j] as number);
    }
  }
  for (let k = n - 1; k >= 0; k--) {
    const [row, out] = [a[k] as Float64Array, b[k] as Float64Array];
    for (let j = 0; j < out.length; j++) {
      let sum = out[j] as number;
      for (let i = k + 1; i < n; i++) sum -= (row[i] as number) * ((b[i] as Float64Array)[j] as number);
      out[j] = sum / (row[k] as number);
    }
  }
  return b;
}

/** Solves `M x = b`; undefined when M is singular to working precision. */
export const solveColumn = (
  matrix: readonly ArrayLike<number>[],
  right: ArrayLike<number>,
): Float64Array | undefined => {
  const solved = solveLinear(
    matrix,
    Array.from(right, (v) => [v]),
  );
  return solved && Float64Array.from(solved, (row) => row[0] as number);
};
