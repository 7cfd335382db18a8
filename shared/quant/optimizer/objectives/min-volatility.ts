/** Objective: the least volatile portfolio. */
import { minVolatility as solve } from '../efficient.ts';
import { answerOf, type Objective } from './define.ts';

export const minVolatility: Objective = {
  name: 'min-volatility',
  title: 'least volatility',
  constrained: true,
  async run(input) {
    const found = solve(input.assets, input.constraints, input);
    return found.ok ? { ok: true, value: answerOf(input, found.value.weights) } : found;
  },
};
