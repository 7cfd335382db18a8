/** Risk model: the oracle approximating shrinkage. */
import { oracleShrinkage } from '../../statistics/covariance.ts';
import { type RiskModel, times, zeroFilled } from './define.ts';

export const oracle: RiskModel = {
  name: 'oas',
  title: 'oracle approximating shrinkage',
  estimate(table, o) {
    const { covariance, shrinkage } = oracleShrinkage(zeroFilled(table.columns));
    return { covariance: times(covariance, o.periodsPerYear), shrinkage };
  },
};
