/** Objective: the highest return above the risk-free rate for each unit of volatility. */
import { refuse } from '../../../core/result.ts';
import { maxSharpe as solve } from '../efficient.ts';
import { answerOf, type Objective } from './define.ts';

export const maxSharpe: Objective = {
  name: 'max-sharpe',
  title: 'highest Sharpe ratio',
  constrained: true,
  async run(input) {
    if (input.cost !== undefined && input.cost.rate > 0)
      return refuse('bad-option', 'Trading costs have no place in a ratio.', {
        where: '--cost',
        fix: 'Use quadratic-utility, efficient-return or efficient-risk with costs.',
      });
    const found = solve(input.assets, input.constraints, input.riskFree, input);
    return found.ok ? { ok: true, value: answerOf(input, found.value.weights) } : found;
  },
};
