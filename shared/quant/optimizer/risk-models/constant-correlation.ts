/** Risk model: Ledoit and Wolf's shrinkage towards one correlation for every pair. */
import { dot } from '../linear-algebra.ts';
import { pairwiseCovariance, type RiskModel, symmetric, zeroFilled } from './define.ts';

/** Ledoit and Wolf, Honey, I shrunk the sample covariance matrix (2004). The matrix is pairwise, the noise from filled rows. */
export const constantCorrelation: RiskModel = {
  name: 'ledoit-wolf-constant-correlation',
  title: 'Ledoit-Wolf shrinkage, constant correlation',
  estimate(table, o) {
    const t = table.rows.length;
    const matrix = pairwiseCovariance(table.columns);
    const n = matrix.length;
    const cov = (i: number, j: number): number => (matrix[i] as Float64Array)[j] as number;
    const deviation = Float64Array.from(matrix, (_, i) => Math.sqrt(cov(i, i)));
    const sd = (i: number): number => deviation[i] as number;
    let correlations = 0;
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if (i !== j) correlations += cov(i, j) / (sd(i) * sd(j));
    const average = n > 1 ? correlations / (n * (n - 1)) : 0;
    const target = (i: number, j: number): number => (i === j ? cov(i, i) : average * sd(i) * sd(j));
    const x = zeroFilled(table.columns).map((column) => {
      const middle = column.reduce((sum, v) => sum + v, 0) / t;
      return column.map((v) => v - middle);
    });
    const squares = x.map((c) => c.map((v) => v * v));
    const cubes = x.map((c) => c.map((v) => v ** 3));
    const over = (a: readonly Float64Array[], i: number, b: readonly Float64Array[], j: number): number =>
      dot(a[i] as Float64Array, b[j] as Float64Array) / t;
    let [pi, rho, gamma] = [0, 0, 0];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const filled = over(x, i, x, j);
        const noise = over(squares, i, squares, j) - 2 * filled * cov(i, j) + cov(i, j) ** 2;
        pi += noise;
        gamma += (cov(i, j) - target(i, j)) ** 2;
        if (i === j) rho += noise;
        else {
          const theta =
            over(cubes, i, x, j) - over(x, i, x, i) * cov(i, j) - filled * cov(i, i) + cov(i, i) * cov(i, j);
          rho += average * (sd(j) / sd(i)) * theta;
        }
      }
    }
    const shrinkage = gamma > 0 ? Math.max(0, Math.min(1, (pi - rho) / gamma / t)) : 0;
    return {
      covariance: symmetric(n, (i, j) => (shrinkage * target(i, j) + (1 - shrinkage) * cov(i, j)) * o.periodsPerYear),
      shrinkage,
    };
  },
};
