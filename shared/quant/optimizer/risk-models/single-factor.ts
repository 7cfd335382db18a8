/** Risk model: Ledoit and Wolf's shrinkage towards a single market factor. */
import { dot } from '../linear-algebra.ts';
import { type RiskModel, symmetric, zeroFilled } from './define.ts';

/** Ledoit and Wolf, Improved estimation of the covariance matrix of stock returns (2003); the market is the mean column. */
export const singleFactor: RiskModel = {
  name: 'ledoit-wolf-single-factor',
  title: 'Ledoit-Wolf shrinkage, single factor',
  estimate(table, o) {
    const t = table.rows.length;
    const n = table.columns.length;
    const x = zeroFilled(table.columns).map((column) => {
      const middle = column.reduce((sum, v) => sum + v, 0) / t;
      return column.map((v) => v - middle);
    });
    const market = Float64Array.from({ length: t }, (_, i) => x.reduce((sum, c) => sum + (c[i] as number), 0) / n);
    const over = (a: Float64Array, b: Float64Array): number => dot(a, b) / t;
    const matrix = symmetric(n, (i, j) => over(x[i] as Float64Array, x[j] as Float64Array));
    const withMarket = Float64Array.from(x, (c) => over(c, market));
    const marketVariance = over(market, market);
    const cov = (i: number, j: number): number => (matrix[i] as Float64Array)[j] as number;
    const target = (i: number, j: number): number =>
      i === j ? cov(i, i) : ((withMarket[i] as number) * (withMarket[j] as number)) / marketVariance;
    const squares = x.map((c) => c.map((v) => v * v));
    const timesMarket = x.map((c) => c.map((v, i) => v * (market[i] as number)));
    let [noise, distance, diagonal, first, third] = [0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) {
        const own = over(squares[i] as Float64Array, squares[j] as Float64Array);
        noise += own - cov(i, j) ** 2;
        distance += (cov(i, j) - target(i, j)) ** 2;
        if (i === j) {
          diagonal += own - cov(i, i) ** 2;
          continue;
        }
        const [bi, bj] = [withMarket[i] as number, withMarket[j] as number];
        const v1 = over(squares[i] as Float64Array, timesMarket[j] as Float64Array) - bi * cov(i, j);
        first += (v1 * bj) / marketVariance;
        const v3 = over(timesMarket[i] as Float64Array, timesMarket[j] as Float64Array) - marketVariance * cov(i, j);
        third += (v3 * bi * bj) / marketVariance ** 2;
      }
    }
    const rho = diagonal + 2 * first - third;
    const shrinkage = distance > 0 ? Math.max(0, Math.min(1, (noise - rho) / distance / t)) : 0;
    return {
      covariance: symmetric(n, (i, j) => (shrinkage * target(i, j) + (1 - shrinkage) * cov(i, j)) * o.periodsPerYear),
      shrinkage,
    };
  },
};
