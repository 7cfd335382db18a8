/** Risk model: a covariance in which the newest rows count most. */
import { mean } from '../../statistics/moments.ts';
import { fadingMean } from '../expected-returns/define.ts';
import { type RiskModel, symmetric } from './define.ts';

export const exponential: RiskModel = {
  name: 'exp',
  title: 'exponentially weighted covariance',
  estimate(table, o) {
    const centred = table.columns.map((c) => {
      const middle = mean(c);
      return c.map((v) => v - middle);
    });
    return {
      covariance: symmetric(centred.length, (i, j) => {
        const [a, b] = [centred[i] as Float64Array, centred[j] as Float64Array];
        return fadingMean(a.length, (t) => (a[t] as number) * (b[t] as number), o.span) * o.periodsPerYear;
      }),
    };
  },
};
