/** Risk model: the semicovariance, of losses below a benchmark only. */
import { dot } from '../linear-algebra.ts';
import { type RiskModel, symmetric } from './define.ts';

export const semi: RiskModel = {
  name: 'semi',
  title: 'semicovariance',
  estimate(table, o) {
    // Not centred, over all rows, and an unknown return is no loss: the reference's definition.
    const drops = table.columns.map((c) => c.map((v) => (Number.isNaN(v) ? 0 : Math.min(v - o.benchmark, 0))));
    const scale = o.periodsPerYear / table.rows.length;
    return {
      covariance: symmetric(drops.length, (i, j) => dot(drops[i] as Float64Array, drops[j] as Float64Array) * scale),
    };
  },
};
