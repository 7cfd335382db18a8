/** Objective: the least conditional value at risk, alone, for a return, or as a limit. */
import { solveTail } from '../linear/tail-risk.ts';
import { completeRows } from '../returns-table.ts';
import { answerOf, type Objective } from './define.ts';

export const cvar: Objective = {
  name: 'cvar',
  title: 'least conditional value at risk',
  constrained: true,
  async run(input) {
    const { target, targetRisk: limit, beta, l2, constraints } = input;
    const found = solveTail(
      {
        measure: 'cvar',
        returns: completeRows(input.returns).columns,
        expected: input.assets.expected,
        beta,
        l2,
        constraints,
        ...(target === undefined ? {} : { target }),
        ...(limit === undefined ? {} : { limit }),
      },
      await input.solver(),
    );
    return found.ok ? { ok: true, value: answerOf(input, found.value.weights, { cvar: found.value.tail }) } : found;
  },
};
