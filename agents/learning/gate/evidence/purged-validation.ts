/** Out of sample along every path of a combinatorial purged cross-validation. */
import { percent } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

const most = 0.25;

export const purgedValidation = defineEvidenceCheck({
  name: 'purged-validation',
  cause: 'overfitted',
  run({ purged }) {
    if (!purged) return notApplicable('There are too few neighbours or bars to cross-validate.');
    return answer(
      purged.shareBelowZero <= most && purged.medianSharpe > 0 ? 'pass' : 'fail',
      `${percent(purged.shareBelowZero)} of ${purged.paths} out-of-sample paths lose (most ${percent(most)}), ten bars purged and embargoed around each test.`,
      purged.shareBelowZero,
      most,
    );
  },
});
