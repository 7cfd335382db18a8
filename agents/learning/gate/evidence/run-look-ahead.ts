/** No decision of a whole run moves when its future is another. */
import { answer, defineEvidenceCheck, notApplicable } from './evidence-check.ts';

export const runLookAhead = defineEvidenceCheck({
  name: 'run-look-ahead',
  cause: 'look-ahead',
  run({ future }) {
    if (!future) return notApplicable('It does not trade: there is no decision to compare.');
    const { cuts, decisions, evidence } = future;
    return answer(
      evidence === null ? 'pass' : 'fail',
      evidence === null
        ? `${decisions} decisions, sizes and equities of ${cuts} whole runs with another future: none moved.`
        : `It sees the future: ${evidence}.`.slice(0, 600),
      evidence === null ? 0 : 1,
      0,
    );
  },
});
