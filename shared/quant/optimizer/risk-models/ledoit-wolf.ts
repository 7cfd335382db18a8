/** Risk model: Ledoit and Wolf's shrinkage towards equal variances without correlation. */
import { ledoitWolf as shrink } from '../../statistics/covariance.ts';
import { type RiskModel, times, zeroFilled } from './define.ts';

export const ledoitWolf: RiskModel = {
  name: 'ledoit-wolf',
  title: 'Ledoit-Wolf shrinkage, constant variance',
  estimate(table, o) {
    const { covariance, shrinkage } = shrink(zeroFilled(table.columns));
    return { covariance: times(covariance, o.periodsPerYear), shrinkage };
  },
};
