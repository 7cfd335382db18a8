/** Eigenvalues and eigenvectors of a small symmetric matrix by Jacobi's rotations. */

export interface SymmetricEigen {
  /** Falling. */
  readonly values: Float64Array;
  /** One for each value, of length 1. */
  readonly vectors: readonly Float64Array[];
}

/** @param matrix rows of a symmetric matrix; only read */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): SymmetricEigen {
  const n = matrix.length;
  const a = matrix.map((row) => Float64Array.from(row));
  const vectors = a.map((_, i) => Float64Array.from({ length: n }, (_v, j) => (i === j ? 1 : 0)));
  const at = (i: number, j: number): number => a[i]?.[j] as number;
  const set = (i: number, j: number, value: number): void => {
    (a[i] as Float64Array)[j] = value;
  };
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0;
    let whole = 0;
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        whole += at(i, j) ** 2;
        if (i !== j) off += at(i, j) ** 2;
      }
    if (off <= 1e-32 * whole) break;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        if (at(p, q) === 0) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * at(p, q));
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        const s = t * c;
        for (let k = 0; k < n; k++) {
          const [kp, kq] = [at(k, p), at(k, q)];
          set(k, p, c * kp - s * kq);
          set(k, q, s * kp + c * kq);
        }
        for (let k = 0; k < n; k++) {
          const [pk, qk] = [at(p, k), at(q, k)];
          set(p, k, c * pk - s * qk);
          set(q, k, s * pk + c * qk);
        }
        const [one, two] = [vectors[p] as Float64Array, vectors[q] as Float64Array];
        for (let k = 0; k < n; k++) {
          const [x, y] = [one[k] as number, two[k] as number];
          one[k] = c * x - s * y;
          two[k] = s * x + c * y;
        }
      }
    }
  }
  const order = [...a.keys()].sort((i, j) => at(j, j) - at(i, i));
  return {
    values: Float64Array.from(order, (i) => at(i, i)),
    vectors: order.map((i) => vectors[i] as Float64Array),
  };
}
