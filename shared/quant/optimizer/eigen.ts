/** Eigenvalues and eigenvectors of a symmetric matrix. */

export interface Eigen {
  readonly values: Float64Array;
  /** One row for each eigenvalue, of length 1. */
  readonly vectors: readonly Float64Array[];
}

/** Householder reduction to three diagonals; answers the diagonals and the rows of the orthogonal transformation. */
function tridiagonal(matrix: readonly ArrayLike<number>[]) {
  const n = matrix.length;
  const a: Float64Array[] = matrix.map((row) => Float64Array.from(row));
  const q: Float64Array[] = Array.from({ length: n }, (_, i) =>
    Float64Array.from({ length: n }, (_, j) => (i === j ? 1 : 0)),
  );
  const v = new Float64Array(n);
  const p = new Float64Array(n);
  for (let k = 0; k < n - 2; k++) {
    let square = 0;
    for (let i = k + 1; i < n; i++) square += ((a[i] as Float64Array)[k] as number) ** 2;
    const first = (a[k + 1] as Float64Array)[k] as number;
    if (square - first * first <= 1e-300) continue;
    const alpha = first > 0 ? -Math.sqrt(square) : Math.sqrt(square);
    v.fill(0);
    for (let i = k + 1; i < n; i++) v[i] = (a[i] as Float64Array)[k] as number;
    v[k + 1] = first - alpha;
    const beta = 2 / (square - first * first + (first - alpha) ** 2);
    // A <- H A H with H = 1 - beta v v'; the rotation of rank two keeps it symmetric.
    let inner = 0;
    for (let i = k; i < n; i++) {
      let sum = 0;
      const row = a[i] as Float64Array;
      for (let j = k + 1; j < n; j++) sum += (row[j] as number) * (v[j] as number);
      p[i] = beta * sum;
      inner += (p[i] as number) * (v[i] as number);
    }
    const half = (beta * inner) / 2;
    for (let i = k; i < n; i++) p[i] = (p[i] as number) - half * (v[i] as number);
    for (let i = k; i < n; i++) {
      const row = a[i] as Float64Array;
      const [vi, pi] = [v[i] as number, p[i] as number];
      for (let j = k; j < n; j++) row[j] = (row[j] as number) - vi * (p[j] as number) - pi * (v[j] as number);
    }
    // Rows of q are the columns of the product of all H.
    for (let j = 0; j < n; j++) p[j] = 0;
    for (let i = k + 1; i < n; i++) {
      const row = q[i] as Float64Array;
      const vi = v[i] as number;
      for (let j = 0; j < n; j++) p[j] = (p[j] as number) + vi * (row[j] as number);
    }
    for (let i = k + 1; i < n; i++) {
      const row = q[i] as Float64Array;
      const factor = beta * (v[i] as number);
      for (let j = 0; j < n; j++) row[j] = (row[j] as number) - factor * (p[j] as number);
    }
  }
  const diagonal = Float64Array.from(a, (row, i) => row[i] as number);
  const beside = Float64Array.from({ length: n }, (_, i) =>
    i + 1 < n ? ((a[i + 1] as Float64Array)[i] as number) : 0,
  );
  return { diagonal, beside, q };
}

/**
 * Implicit QL steps with Wilkinson's shift on the three diagonals (Golub and Van Loan, section 8.3).
 * @throws Error when an eigenvalue takes more than 60 steps, which only a matrix with NaN does
 */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): Eigen {
  const n = matrix.length;
  const { diagonal: d, beside: e, q } = tridiagonal(matrix);
  for (let l = 0; l < n; l++) {
    for (let steps = 0; ; steps++) {
      let m = l;
      for (; m < n - 1; m++) {
        const near = Math.abs(d[m] as number) + Math.abs(d[m + 1] as number);
        if (Math.abs(e[m] as number) <= 2.3e-16 * near) break;
      }
      if (m === l) break;
      if (steps === 60) throw new Error('an eigenvalue did not settle');
      const gap = ((d[l + 1] as number) - (d[l] as number)) / (2 * (e[l] as number));
      const root = Math.hypot(gap, 1);
      let g = (d[m] as number) - (d[l] as number) + (e[l] as number) / (gap + (gap >= 0 ? root : -root));
      let [s, c, p] = [1, 1, 0];
      let i = m - 1;
      for (; i >= l; i--) {
        const f = s * (e[i] as number);
        const b = c * (e[i] as number);
        const r = Math.hypot(f, g);
        e[i + 1] = r;
        if (r === 0) {
          d[i + 1] = (d[i + 1] as number) - p;
          e[m] = 0;
          break;
        }
        s = f / r;
        c = g / r;
        g = (d[i + 1] as number) - p;
        const t = ((d[i] as number) - g) * s + 2 * c * b;
        p = s * t;
        d[i + 1] = g + p;
        g = c * t - b;
        const [low, high] = [q[i] as Float64Array, q[i + 1] as Float64Array];
        for (let k = 0; k < n; k++) {
          const [x, y] = [low[k] as number, high[k] as number];
          high[k] = s * x + c * y;
          low[k] = c * x - s * y;
        }
      }
      if (i >= l) continue;
      d[l] = (d[l] as number) - p;
      e[l] = g;
      e[m] = 0;
    }
  }
  return { values: d, vectors: q };
}
