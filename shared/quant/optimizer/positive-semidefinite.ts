/** Tests and repairs covariance matrices that no prices could have, and turns them into correlations and back. */
import { symmetricEigen } from './eigen.ts';
import { symmetric } from './risk-models/define.ts';

/** True when a Cholesky factor exists after adding 1e-16 to the diagonal, the reference's test. */
export function isPositiveSemidefinite(matrix: readonly ArrayLike<number>[]): boolean {
  const n = matrix.length;
  const factor: Float64Array[] = [];
  for (let i = 0; i < n; i++) {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      const other = j === i ? row : (factor[j] as Float64Array);
      let sum = ((matrix[i] as ArrayLike<number>)[j] as number) + (i === j ? 1e-16 : 0);
      for (let k = 0; k < j; k++) sum -= (row[k] as number) * (other[k] as number);
      if (i === j) {
        if (!(sum > 0)) return false;
        row[j] = Math.sqrt(sum);
      } else row[j] = sum / (other[j] as number);
    }
    factor.push(row);
  }
  return true;
}

/** The nearest matrix without negative eigenvalues (`spectral`: they become 0; `diagonal`: all are raised alike). */
export function nearestPositiveSemidefinite(
  matrix: readonly Float64Array[],
  method: 'spectral' | 'diagonal' = 'spectral',
): readonly Float64Array[] {
  if (isPositiveSemidefinite(matrix)) return matrix;
  const { values, vectors } = symmetricEigen(matrix);
  if (method === 'diagonal') {
    const raise = 1.1 * Math.min(...values);
    return matrix.map((row, i) => row.map((v, j) => (i === j ? v - raise : v)));
  }
  const n = matrix.length;
  return symmetric(n, (i, j) => {
    let sum = 0;
    for (let k = 0; k < n; k++) {
      const vector = vectors[k] as Float64Array;
      sum += Math.max(0, values[k] as number) * (vector[i] as number) * (vector[j] as number);
    }
    return sum;
  });
}

/** Correlations and standard deviations of a covariance matrix. */
export function correlationOf(covariance: readonly Float64Array[]): {
  correlation: Float64Array[];
  deviations: Float64Array;
} {
  const deviations = Float64Array.from(covariance, (row, i) => Math.sqrt(row[i] as number));
  const correlation: Float64Array[] = [];
  for (const [i, from] of covariance.entries()) {
    const row = new Float64Array(from.length);
    const own = deviations[i] as number;
    for (let j = 0; j < row.length; j++) row[j] = (from[j] as number) / (own * (deviations[j] as number));
    correlation.push(row);
  }
  return { correlation, deviations };
}

/** Covariances from correlations and standard deviations. */
export const covarianceOf = (correlation: readonly Float64Array[], deviations: ArrayLike<number>): Float64Array[] =>
  correlation.map((row, i) => row.map((v, j) => v * (deviations[i] as number) * (deviations[j] as number)));
