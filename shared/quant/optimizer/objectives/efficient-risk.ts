/** Objective: the highest return for a wanted volatility. */
import { efficientRisk as solve } from '../efficient.ts';
import { answerOf, missingTarget, type Objective } from './define.ts';

export const efficientRisk: Objective = {
  name: 'efficient-risk',
  title: 'highest return for a volatility',
  constrained: true,
  async run(input) {
    const target = input.target ?? input.targetRisk;
    if (target === undefined) return missingTarget('a wanted volatility', '0.15');
    const found = solve(input.assets, input.constraints, target, input);
    return found.ok ? { ok: true, value: answerOf(input, found.value.weights) } : found;
  },
};
