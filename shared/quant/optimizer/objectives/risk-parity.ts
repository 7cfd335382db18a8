/** Objective: every asset carries its budget of the risk. */
import { riskContributions, riskParity as solve } from '../risk-parity.ts';
import { answerOf, type Objective } from './define.ts';

export const riskParity: Objective = {
  name: 'risk-parity',
  title: 'risk parity',
  constrained: false,
  async run(input) {
    const { names, covariance } = input.assets;
    const found = solve(covariance, names, input.budgets);
    if (!found.ok) return found;
    const shares = riskContributions(found.value, covariance);
    return {
      ok: true,
      value: answerOf(
        input,
        found.value,
        {},
        {
          riskContributions: Object.fromEntries(names.map((name, i) => [name, shares[i]])),
        },
      ),
    };
  },
};
