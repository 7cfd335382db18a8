/** Positions sent through a crash are closed in time: a stop that does not fire is none. */
import { percent } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

export const crash = defineEvidenceCheck({
  name: 'crash',
  cause: 'unprotected',
  run({ crash: found }) {
    if (!found) return notApplicable('It opened no position that could be sent through a crash.');
    const { positions, protectedPositions, worstLoss, evidence } = found;
    return answer(
      protectedPositions === positions ? 'pass' : 'fail',
      `Of ${positions} positions sent through thirty bars of six percent against them, ${protectedPositions} are closed in time; the worst loses ${percent(worstLoss)}${evidence === null ? '' : `: ${evidence}`}.`,
      protectedPositions,
      positions,
    );
  },
});
