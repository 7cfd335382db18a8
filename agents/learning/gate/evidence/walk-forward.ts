/** Choosing parameters by the past earns in the future: efficiency of the walk-forward. */
import { percent } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

const least = 0.4;

export const walkForward = defineEvidenceCheck({
  name: 'walk-forward',
  cause: 'decayed',
  run({ walkForward: found }) {
    if (!found) return notApplicable('There are too few neighbours or bars to walk forward.');
    return answer(
      found.efficiency >= least ? 'pass' : 'fail',
      `Chosen anew in each of ${found.folds} stretches it earns ${percent(found.efficiency)} of what the past had promised (least ${percent(least)}).`,
      found.efficiency,
      least,
    );
  },
});
