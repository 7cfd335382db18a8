/** Objective: the least semideviation, alone, for a return, or as a limit. */
import { refuse } from '../../../core/result.ts';
import { completeRows } from '../returns-table.ts';
import { portfolioReturns, semideviation } from '../scenarios.ts';
import { minSemivariance, semivarianceRisk } from '../semivariance.ts';
import { answerOf, type Objective } from './define.ts';

export const semivariance: Objective = {
  name: 'semivariance',
  title: 'least semideviation',
  constrained: true,
  async run(input) {
    const { columns } = completeRows(input.returns);
    if ((columns[0]?.length ?? 0) < 2)
      return refuse('too-few-rows', 'Fewer than two rows have a return of every asset.', {
        where: 'prices',
        fix: 'Leave out assets with a short history.',
      });
    const { periodsPerYear, benchmark, l2 } = input;
    const shortfalls = { returns: columns, expected: input.assets.expected, periodsPerYear, benchmark, l2 };
    const found =
      input.targetRisk === undefined
        ? minSemivariance(shortfalls, input.constraints, input.target)
        : semivarianceRisk(shortfalls, input.constraints, input.targetRisk);
    if (!found.ok) return found;
    const risk = semideviation(portfolioReturns(columns, found.value), benchmark, periodsPerYear);
    const answer = answerOf(input, found.value);
    const sortino = risk > 0 ? ((answer.figures.return as number) - input.riskFree) / risk : Number.NaN;
    return { ok: true, value: { ...answer, figures: { ...answer.figures, semideviation: risk, sortino } } };
  },
};
