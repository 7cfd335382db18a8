/** Objective: the least volatility for a wanted return. */
import { efficientReturn as solve } from '../efficient.ts';
import { answerOf, missingTarget, type Objective } from './define.ts';

export const efficientReturn: Objective = {
  name: 'efficient-return',
  title: 'least volatility for a return',
  constrained: true,
  async run(input) {
    if (input.target === undefined) return missingTarget('a wanted return', '0.2');
    const found = solve(input.assets, input.constraints, input.target, input);
    return found.ok ? { ok: true, value: answerOf(input, found.value.weights) } : found;
  },
};
