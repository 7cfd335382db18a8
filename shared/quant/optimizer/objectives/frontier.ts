/** Objective: points of the efficient frontier, and the best ratio on it. */
import { refuse } from '../../../core/result.ts';
import { frontier as solve } from '../efficient.ts';
import { performanceOf } from '../portfolio.ts';
import { answerOf, type Objective } from './define.ts';

export const frontier: Objective = {
  name: 'frontier',
  title: 'efficient frontier',
  constrained: true,
  async run(input) {
    const { assets } = input;
    const found = solve(assets, input.constraints, input.points, input);
    if (!found.ok) return found;
    const points = found.value.map(({ weights }) => ({
      ...performanceOf(weights, assets, input.riskFree),
      weights: Object.fromEntries(assets.names.map((name, i) => [name, weights[i]])),
    }));
    let best = 0;
    for (const [i, p] of points.entries()) if (p.sharpe > (points[best]?.sharpe as number)) best = i;
    const chosen = found.value[best];
    if (chosen === undefined)
      return refuse('bad-option', 'A frontier has at least two points.', {
        where: '--points',
        fix: 'Give a higher number.',
      });
    return { ok: true, value: answerOf(input, chosen.weights, {}, { frontier: points }) };
  },
};
