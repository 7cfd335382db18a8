/** Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and Van Loan, section 8.5). */

export interface SymmetricEigen {
  /** Descending. */
  readonly values: Float64Array;
  /** One unit vector for each value. */
  readonly vectors: readonly Float64Array[];
}

const mostSweeps = 60;

/** @param matrix symmetric, row by row; it is not changed */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): SymmetricEigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const v = matrix.map((_, i) => Float64Array.from({ length: n }, (_u, j) => (i === j ? 1 : 0)));
  const at = (m: readonly Float64Array[], i: number, j: number): number => m[i]?.[j] as number;
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let off = 0;
    let size = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        size += at(a, i, j) ** 2;
        if (i !== j) off += at(a, i, j) ** 2;
      }
    if (off <= 1e-30 * size) break;
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (at(a, p, q) === 0) continue;
        const tau = (at(a, q, q) - at(a, p, p)) / (2 * at(a, p, q));
        const t = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        const c = 1 / Math.sqrt(1 + t * t);
        const s = t * c;
        const rotate = (left: number, right: number): [number, number] => [c * left - s * right, s * left + c * right];
        for (let k = 0; k < n; k++) {
          const row = a[k] as Float64Array;
          [row[p], row[q]] = rotate(row[p] as number, row[q] as number);
        }
        const [rowP, rowQ] = [a[p] as Float64Array, a[q] as Float64Array];
        const [vectorP, vectorQ] = [v[p] as Float64Array, v[q] as Float64Array];
        for (let k = 0; k < n; k++) {
          [rowP[k], rowQ[k]] = rotate(rowP[k] as number, rowQ[k] as number);
          [vectorP[k], vectorQ[k]] = rotate(vectorP[k] as number, vectorQ[k] as number);
        }
      }
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => at(a, j, j) - at(a, i, i));
  return {
    values: Float64Array.from(order, (i) => at(a, i, i)),
    vectors: order.map((i) => v[i] as Float64Array),
  };
}
