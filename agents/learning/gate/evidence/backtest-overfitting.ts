/** Picking the best of what was searched keeps picking something good: probability of backtest overfitting (CSCV). */
import { percent } from '../criterion.ts';
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

/** At one half the winner in sample is no better than a draw out of sample. */
const most = 0.5;

export const backtestOverfitting = defineEvidenceCheck({
  name: 'backtest-overfitting',
  cause: 'overfitted-search',
  run({ pbo }) {
    if (!pbo)
      return notApplicable('Fewer than eight distinct strategies were searched: nothing to choose wrongly from.');
    return answer(
      pbo.probability <= most ? 'pass' : 'fail',
      `Over ${pbo.blocks} blocks and ${pbo.strategies} distinct strategies the best in sample lands in the lower half out of sample in ${percent(pbo.probability)} of the splits (most ${percent(most)}), and loses in ${percent(pbo.probabilityOfLoss)}.`,
      pbo.probability,
      most,
    );
  },
});
