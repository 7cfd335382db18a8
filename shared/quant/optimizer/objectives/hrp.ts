/** Objective: hierarchical risk parity. */
import { correlation } from '../../statistics/moments.ts';
import { hierarchicalRiskParity } from '../hierarchical-risk-parity.ts';
import { correlationOf } from '../positive-semidefinite.ts';
import { symmetric } from '../risk-models/define.ts';
import { answerOf, type Objective } from './define.ts';

export const hrp: Objective = {
  name: 'hrp',
  title: 'hierarchical risk parity',
  constrained: false,
  async run(input) {
    const { assets, returns } = input;
    const ragged = returns.columns.some((c) => c.some(Number.isNaN));
    // Ragged histories: the correlation of a pair over the rows both have, as the reference.
    const correlations = ragged
      ? symmetric(returns.columns.length, (i, j) =>
          i === j ? 1 : correlation(returns.columns[i] as Float64Array, returns.columns[j] as Float64Array),
        )
      : correlationOf(assets.covariance).correlation;
    const found = hierarchicalRiskParity(assets.covariance, correlations, input.linkage);
    if (!found.ok) return found;
    return {
      ok: true,
      value: answerOf(input, found.value.weights, {}, { order: found.value.order.map((i) => assets.names[i]) }),
    };
  },
};
