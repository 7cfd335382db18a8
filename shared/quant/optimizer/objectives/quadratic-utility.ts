/** Objective: return less half the risk aversion times variance. */
import { maxQuadraticUtility } from '../efficient.ts';
import { answerOf, type Objective } from './define.ts';

export const quadraticUtility: Objective = {
  name: 'quadratic-utility',
  title: 'highest quadratic utility',
  constrained: true,
  async run(input) {
    const found = maxQuadraticUtility(input.assets, input.constraints, input.riskAversion, input);
    return found.ok ? { ok: true, value: answerOf(input, found.value.weights) } : found;
  },
};
