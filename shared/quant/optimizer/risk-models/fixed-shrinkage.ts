/** Risk model: a chosen share of equal variances without correlation in the sample covariance. */
import { pairwiseCovariance, type RiskModel } from './define.ts';

export const fixedShrinkage: RiskModel = {
  name: 'shrunk',
  title: 'fixed shrinkage',
  estimate(table, o) {
    const matrix = pairwiseCovariance(table.columns);
    const target = matrix.reduce((sum, row, i) => sum + (row[i] as number), 0) / matrix.length;
    return {
      covariance: matrix.map((row, i) =>
        row.map((v, j) => ((1 - o.shrinkage) * v + (i === j ? o.shrinkage * target : 0)) * o.periodsPerYear),
      ),
      shrinkage: o.shrinkage,
    };
  },
};
