/** Objective: the corners of the frontier by the critical line, and the best ratio on it. */
import { refuse } from '../../../core/result.ts';
import { bestOnLine, criticalLine } from '../critical-line.ts';
import { performanceOf } from '../portfolio.ts';
import { answerOf, type Objective } from './define.ts';

export const cla: Objective = {
  name: 'cla',
  title: 'critical line, highest Sharpe ratio',
  constrained: true,
  async run(input) {
    const { assets, constraints } = input;
    if (constraints.rows.length > 1 || constraints.total === 0)
      return refuse('bad-option', 'The critical line knows bounds only, no sectors and no market neutrality.', {
        where: '--objective cla',
        fix: 'Use frontier or max-sharpe with sectors.',
      });
    const points = criticalLine(assets, constraints.lower, constraints.upper);
    if (!points.ok) return points;
    const corners = points.value.map(({ weights, lambda }) => ({
      lambda: Number.isFinite(lambda) ? lambda : null,
      ...performanceOf(weights, assets, input.riskFree),
      weights: Object.fromEntries(assets.names.map((name, i) => [name, weights[i]])),
    }));
    return {
      ok: true,
      value: answerOf(input, bestOnLine(points.value, assets, input.riskFree), {}, { turningPoints: corners }),
    };
  },
};
