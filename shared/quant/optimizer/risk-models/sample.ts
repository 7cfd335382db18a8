/** Risk model: the sample covariance, each pair over the rows both have. */
import { pairwiseCovariance, type RiskModel, times } from './define.ts';

export const sample: RiskModel = {
  name: 'sample',
  title: 'sample covariance',
  estimate: (table, o) => ({ covariance: times(pairwiseCovariance(table.columns), o.periodsPerYear) }),
};
